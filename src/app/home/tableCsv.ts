import { CancelledError } from '../../errors.ts';
import type { PathTable } from '../../worker/protocol.ts';
import { line, numberCell, textCell } from './csv.ts';
import { otherTasks } from './otherTasks.ts';

/** How work over a second is followed and ended. */
export interface HomeFollowing {
  readonly telling?: (done: number, total: number) => void;
  /** Ends it; the promise then rejects with CancelledError. */
  readonly signal?: AbortSignal | undefined;
}

/** How long the page waits for a turn at most, in milliseconds: less than a frame. */
const turnMs = 8;
/** Letters after which a piece is handed to the browser, which need not hold it in memory. */
const pieceLength = 2 ** 20;

function headLine({ runs, length }: PathTable): string {
  const ofRuns = runs.flatMap(({ name }) => [`${name} prediction`, `${name} probability`]);
  return line([...['path', 'split', 'class', ...ofRuns].map(textCell), ...Array.from({ length }, (_, k) => `e${k}`)]);
}

function imageLine({ paths, trainCount, labels, dataset: { classNames }, runs, embeddings, length }: PathTable, i: number): string {
  const ofRuns = runs.flatMap(({ predictions, probabilities }) => [textCell(classNames[predictions[i]!]!), numberCell(probabilities[i]!)]);
  const numbers = Array.from(embeddings.subarray(i * length, (i + 1) * length), numberCell);
  return line([textCell(paths[i]!), i < trainCount ? 'train' : 'test', textCell(classNames[labels[i]!]!), ...ofRuns, ...numbers]);
}

/**
 * A CSV table (RFC 4180) of a line for every image: its path, `train` or `test`, its class; for every run the class that it
 * predicts and the probability of that; then the numbers of the embedding. It is written in turns, between which the page is
 * drawn.
 * @throws CancelledError by the signal.
 */
export async function tableCsv(table: PathTable, { telling, signal }: HomeFollowing = {}): Promise<Blob> {
  const total = table.labels.length;
  const pieces: Blob[] = [];
  let text = headLine(table);
  let began = performance.now();
  for (let i = 0; i < total; i++) {
    text += imageLine(table, i);
    if (text.length > pieceLength) {
      pieces.push(new Blob([text]));
      text = '';
    }
    if (performance.now() - began < turnMs) continue;
    telling?.(i + 1, total);
    await otherTasks();
    if (signal?.aborted) throw new CancelledError(`The table was cancelled after ${i + 1} of ${total} images.`, 'Save it again to have it.');
    began = performance.now();
  }
  return new Blob([...pieces, text], { type: 'text/csv' });
}
