/** Letters of a run's name that go into a file's name. */
const nameLength = 60;

/**
 * A name for a picture's file, without the ending: "2-softmax-center-step-1400", with the run's place in the experiment, so that
 * no two runs share one. Letters and digits of any script stay; what file systems may refuse does not.
 */
export function fileName(run: number, title: string, step: number): string {
  const words = title.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = Array.from(words.join('-')).slice(0, nameLength).join('');
  return [run + 1, ...(name ? [name] : []), 'step', step].join('-');
}
