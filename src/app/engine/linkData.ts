import type { Shared } from '../../config/link/shared.ts';
import { datasetLabel, isOwn } from '../../data/catalog.ts';
import { PlaygroundError, describeError } from '../../errors.ts';

/** Why what is shared could not be set up, in words for who opens a link: most often its images are not in this browser. */
export function whyNotSetUp(error: unknown, { experiment: { dataset } }: Shared): unknown {
  if (isOwn(dataset)) {
    const hint = 'Your page stays as it is. Ask whoever made the link for the images, drop them on the page, then open the link again.';
    return new PlaygroundError(`The link was made with images of its maker’s own (${dataset}). No link carries images, and these are not in this browser.`, hint, { cause: error });
  }
  const { message, hint } = describeError(error);
  return new PlaygroundError(`The link, which is on ${datasetLabel(dataset)}, could not be set up: ${message}`, `Your page stays as it is. ${hint} Then open the link again.`, { cause: error });
}
