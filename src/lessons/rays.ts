import { makeRun } from '../config/experiment.ts';
import { lessonOn, question, step } from './lesson.ts';

/** What plain softmax does to features. */
export const rays = lessonOn(
  'rays',
  { runs: [makeRun('Softmax', 0, 'softmax')] },
  {
    title: 'Why softmax draws rays',
    text: 'A network learns to name digits. What it makes of each image before it names it are two numbers: a dot.',
    steps: [
      step('Every dot is a handwritten digit that the network never trains on, coloured by what it is. Nothing is learned yet: all ten colours lie on one heap.'),
      step('Let it learn from 200 batches of 128 digits, and watch the heap.', { kind: 'train', to: 200 }),
      question('What has the heap become?', ['Ten round clusters', 'Rays from the middle, one a digit', 'It is a heap still'], 1, 'The network names a dot by its direction from the middle: a straight line through the middle parts one digit from the others, and more is not asked for.'),
      step('Go on. Keep an eye on the bar in the corner. The panel scales itself: as the rays grow, the bar gets shorter, or the number at it larger.', { kind: 'train', to: 500 }),
      question('Of which digits is the network surest?', ['Of those near the middle', 'Of those at the tips of the rays', 'Of all alike'], 1, 'Further out every logit is larger, and so is the difference between the best one and the rest. Growing is how softmax gets surer, so it never stops.'),
      step('Look at one ray. Its two ends lie further apart than the middles of two rays next to each other: two images of one digit differ more than images of two digits. Whoever compares images by their distance, as when faces are recognised, needs something else. The next lesson adds it.'),
    ],
  },
);
