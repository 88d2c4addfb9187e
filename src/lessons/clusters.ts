import { besideSoftmax, lessonOn, question, step } from './lesson.ts';

/** What center loss adds. */
export const clusters = lessonOn(
  'clusters',
  { runs: besideSoftmax(0.1) },
  {
    title: 'A center for every class',
    text: 'Two networks from the same first weights, on the same batches. The right one is also pulled: each dot towards the center of its class.',
    steps: [
      step('Left: plain softmax. Right: softmax + λ · center loss, λ = 0.1. A circle with a digit is the center of that class; it is learned too, and follows its dots.'),
      step('Train both for 300 steps.', { kind: 'train', to: 300 }),
      question('What differs?', ['Rays on the left, clusters on the right', 'The same picture, turned', 'Only the right one has learned something'], 0, 'Softmax only asks for directions. Center loss asks for places, too.'),
      step('Each panel has a scale of its own. Link them, so that one length means the same in both.', { kind: 'axes', mode: 'linked' }),
      step('Clusters are small beside the rays. Is it only a matter of scale? Train on, then compare “Compactness” in the table below: the radius of a class over the least distance of two classes, which has no scale.', { kind: 'train', to: 800 }),
      question('Which run has the lower compactness, and is the tighter one?', ['Softmax', 'Softmax + center', 'They are alike'], 1, 'It is about two thirds of the other’s. At step 300 the run with center loss named fewer digits right, 86 against 92 of a hundred: the pull is in the way at first. By now both name 94, and images of one digit lie together.'),
    ],
  },
);
