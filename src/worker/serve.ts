import { CancelledError, describeError } from '../errors.ts';
import { openBackend } from '../training/backend/backend.ts';
import { dataDoor } from './dataDoor.ts';
import type { Endpoint } from './endpoint.ts';
import type { FullFeatures, Snapshot } from './looks/looks.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import { Service } from './service.ts';
import type { ServiceParts } from './service.ts';

/** Each once: what is drawn as it is shares its memory with the features. */
function buffersOf({ runs, features = [], confidences = [] }: Snapshot & Partial<FullFeatures>): ArrayBuffer[] {
  const arrays = [...features, ...confidences, ...runs.flatMap((run) => [run, run.told ?? {}, run.depths ?? {}].flatMap<unknown>(Object.values).filter((part) => ArrayBuffer.isView(part)))];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}

/** Buffers of an event that can move to the page instead of being copied. */
function transferable(event: WorkerEvent): Transferable[] {
  if (event.type === 'snapshot') return buffersOf(event.snapshot);
  if (event.type === 'checkpointed') return [event.training.bytes];
  if (event.type !== 'reply' || typeof event.value !== 'object' || event.value === null) return [];
  if ('features' in event.value) return buffersOf(event.value as FullFeatures);
  if ('embeddings' in event.value && event.value.embeddings instanceof Float32Array) return [event.value.embeddings.buffer as ArrayBuffer];
  return 'bytes' in event.value && event.value.bytes instanceof ArrayBuffer ? [event.value.bytes] : [];
}

/** Serves the protocol on any endpoint: a worker's global scope, or a `MessagePort` in tests. */
export function serve(endpoint: Endpoint, parts: Partial<ServiceParts> = {}): void {
  const emit = (event: WorkerEvent) => endpoint.postMessage(event, transferable(event));
  const service = new Service(emit, { data: dataDoor, open: openBackend, ...parts });
  endpoint.addEventListener('message', ({ data }: MessageEvent<Command>) => {
    const { request } = data;
    service.handle(data).then(
      (value) => emit({ type: 'reply', request, value }),
      (error: unknown) => emit({ type: 'failed', request, cancelled: error instanceof CancelledError, ...describeError(error) }),
    );
  });
}
