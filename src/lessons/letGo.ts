import { besideSoftmax, lessonOn, question, step } from './lesson.ts';

/** Clusters last as long as something holds them. */
export const letGo = lessonOn(
  'let-go',
  { runs: besideSoftmax(0.1) },
  {
    title: 'Let go, and gather again',
    text: 'The weight can be moved while a network trains. Do clusters stay once they are there?',
    steps: [
      step('First clusters are needed.', { kind: 'train', to: 300 }),
      question('Center loss will be switched off in the right run. What happens to its clusters while it trains on?', ['They stay: they are learned', 'They melt into rays', 'All becomes one heap'], null, 'See for yourself.'),
      step('Switch it off. Nothing moves yet: a weight acts from the next step on.', { kind: 'atMost', run: 1, loss: 'center', weight: 0 }),
      step('Train on, a hundred steps.', { kind: 'train', to: 400 }),
      step('Rays again: with nothing to hold them, softmax pushes the dots outwards as it does on the left. The centers still follow, but nothing pulls to them. Switch it on again.', { kind: 'atLeast', run: 1, loss: 'center', weight: 0.1 }),
      step('And train.', { kind: 'train', to: 700 }),
      question('And now?', ['The rays draw together into clusters', 'Rays stay rays', 'They grow on'], 0, 'What a network makes of its images is not a thing it has learned once, but the balance of what it is asked for at each step.'),
    ],
  },
);
