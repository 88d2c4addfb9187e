import { besideSoftmax, lessonOn, question, step } from './lesson.ts';

/** What compact classes are good for: an image of none of them. Pairs by the areas that `playground.strangers` measures with seeds 1, 2 and 3. */
export const stranger = lessonOn(
  'stranger',
  { runs: besideSoftmax(0.1), heldOut: [7] },
  {
    title: 'A digit that was never shown',
    text: 'No network knows everything that it will meet. Here no seven is among the images that it trains on.',
    steps: [
      step('All sevens are left out, and the legend says so. Their test images are drawn all the same: both runs must take each for another digit, so every seven is an error, a cross.'),
      step('Train on the nine other digits.', { kind: 'train', to: 300 }),
      question('Press 7 in the legend, then “Only”, and “All” again. Where do the sevens lie in the right panel?', ['In a cluster of another digit', 'Most of them in the gaps between the clusters', 'Far outside of everything'], 1, 'On the left they lie where the rays begin, and there lies something of every digit.'),
      question('Say that an image is “none of these” where it lies far from every class mean. Which run tells sevens better?', ['Softmax', 'Softmax + center', 'Both alike'], 1, 'Of 100 pairs of a seven and another digit, the seven lay further out in 85 to 91 under center loss and in 59 to 74 under plain softmax, for the first three seeds.'),
      step('Both name the other nine digits about equally well: what center loss adds is not accuracy here, it is knowing where the known ends. “Would it know a stranger?” at the page’s end measures it for the classes that you choose.'),
    ],
  },
);
