import { besideSoftmax, lessonOn, question, step } from './lesson.ts';

/** What a weight that is too high does. */
export const tooMuch = lessonOn(
  'too-much',
  { runs: besideSoftmax(10) },
  {
    title: 'Too much of a good thing',
    text: 'If a little pull makes clusters, a hundred times as much should make better ones. Or not.',
    steps: [
      step('Here λ = 10. Both panels share one scale. Before you train: what will the right panel look like?'),
      question('What do you expect?', ['Ten tiny clusters, far apart', 'One dot', 'The same as with λ = 0.1'], null, 'See for yourself.'),
      step('Train.', { kind: 'train', to: 200 }),
      question('How many digits does the right run name, against the left one?', ['About as many', 'About a quarter of that', 'More'], 1, 'About one of five, against four of five. The pull acts from the first step on, when all classes lie on one heap: their centers lie there as well, and everything is drawn onto one place before softmax can part it.'),
      step('The pull is not wrong, it comes too early and too hard. Lower it.', { kind: 'atMost', run: 1, loss: 'center', weight: 0.1 }),
      step('Now softmax can part the classes, and the pull gathers each.', { kind: 'train', to: 500 }),
      step('They have parted. Choose “Follow” under the panels to see the right one in a scale of its own.', { kind: 'axes', mode: 'follow' }),
    ],
  },
  'linked',
);
