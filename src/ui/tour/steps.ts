/** A step of the tour: what it points at, by `data-tour`, and what it says of it. */
export interface TourStep {
  readonly target: 'panel' | 'weight' | 'train' | 'timeline' | 'lessons';
  readonly title: string;
  readonly text: string;
}

/** The tour: under a minute to read. */
export const tourSteps: readonly TourStep[] = [
  { target: 'panel', title: 'One network, trained side by side', text: 'Each point is a test image, where the network puts it, in the colour of its class. Every panel is a run: same start, same batches, another objective.' },
  { target: 'weight', title: 'What makes the difference', text: 'λ says how strongly center loss pulls every point to the center of its class. It can be moved while it trains.' },
  { target: 'train', title: 'Train', text: 'Press it, or the Space key. Under softmax rays grow; with center loss they gather into clusters.' },
  { target: 'timeline', title: 'Nothing is lost', text: 'Every picture is kept while the page is open. Drag back to any step; from there, Fork goes on another way.' },
  { target: 'lessons', title: 'And on from here', text: 'Lessons take you through an experiment step by step. Find, beside them, knows everything on the page by its name, this tour too.' },
];
