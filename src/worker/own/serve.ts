import { CancelledError, describeError } from '../../errors.ts';
import { isImageForm } from '../../data/dataset.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Endpoint } from '../endpoint.ts';
import type { OwnCommand, OwnEvent, OwnReplies } from './protocol.ts';
import { Workshop } from './workshop.ts';
import type { WorkshopParts } from './workshop.ts';

/** Embeddings can move; the bytes of images are kept here too. */
function transferable(value: OwnReplies[keyof OwnReplies]): Transferable[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('pixels' in value) return [value.pixels.buffer];
  if (!('form' in value)) return [];
  const { form, train, test }: Dataset = value;
  return isImageForm(form) ? [] : [train.values.buffer as ArrayBuffer, test.values.buffer as ArrayBuffer];
}

/** Serves the protocol on any endpoint: a worker's global scope, or a `MessagePort` in tests. */
export function serveOwn(endpoint: Endpoint, parts: WorkshopParts): void {
  const emit = (event: OwnEvent, transfer: Transferable[] = []) => endpoint.postMessage(event, transfer);
  const workshop = new Workshop(parts, emit);
  endpoint.addEventListener('message', ({ data }: MessageEvent<OwnCommand>) => {
    const { request } = data;
    workshop.handle(data).then(
      (value) => emit({ type: 'reply', request, value }, transferable(value)),
      (error: unknown) => emit({ type: 'failed', request, cancelled: error instanceof CancelledError, ...describeError(error) }),
    );
  });
}
