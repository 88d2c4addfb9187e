import { besideSoftmax, lessonOn, question, step } from './lesson.ts';

/** How the centers move, and what comes of it where they do not. */
export const centers = lessonOn(
  'centers',
  { runs: besideSoftmax(0.1), centerRate: 0 },
  {
    title: 'Centers that stand still',
    text: 'Centers begin at random places near the middle. After each step they move towards the dots of their class, by their rate. Here that rate is 0.',
    steps: [
      step('A few steps first, so that there is something to see.', { kind: 'train', to: 20 }),
      step('The circles with digits on the right are the centers. Note where two of them lie close together.'),
      step('Train on. The dots are pulled to centers that nobody chose.', { kind: 'train', to: 300 }),
      question(
        'Where have the dots of a digit gathered?',
        ['On the center of that digit', 'Beside it, some of them far away', 'Nowhere'],
        1,
        'Softmax would have each digit in a direction of its own around the middle, and the centers stand where chance put them, some close together. The two pull against each other: clusters lie two to four times their own radius away from their centers, and only two digits of three are named right, where with centers that move it is nearly nine of ten by now.',
      ),
      step('Let the centers move.', { kind: 'centerRate', rate: 0.5 }),
      step('Watch the circles: thin lines are the ways that they go.', { kind: 'train', to: 600 }),
      question('Where are the centers now?', ['Where they began', 'In their clusters, which have moved apart', 'All in the middle'], 1, 'The centers follow the dots, and softmax moves the dots apart. Neither is first: they find their places together. That is why centers are learned, and not given.'),
    ],
  },
);
