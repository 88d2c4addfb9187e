import { CancelledError, PlaygroundError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import type { Command, Replies, WorkerEvent } from './protocol.ts';

/** What a command carries beside its type and number. */
type Body<T extends Command['type']> = Omit<Extract<Command, { type: T }>, 'type' | 'request'>;

/** The page's side of the protocol. */
export interface Client {
  /** Sends a command; resolves with its reply. @throws PlaygroundError with the worker's message and hint. */
  send<T extends Command['type']>(type: T, body: Body<T>, transfer?: Transferable[]): Promise<Replies[T]>;
  /** Refuses everything under way and to come, when the worker is gone. */
  close(reason: PlaygroundError): void;
}

interface Waiting {
  resolve(value: Replies[keyof Replies]): void;
  reject(error: PlaygroundError): void;
}

/** @param onEvent receives every event that is not a reply, in order. */
export function createClient(endpoint: Endpoint, onEvent: (event: WorkerEvent) => void): Client {
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  let closed: PlaygroundError | null = null;
  endpoint.addEventListener('message', ({ data: event }: MessageEvent<WorkerEvent>) => {
    if (event.type !== 'reply' && event.type !== 'failed') {
      onEvent(event);
      return;
    }
    const waiter = waiting.get(event.request);
    waiting.delete(event.request);
    if (event.type === 'reply') waiter?.resolve(event.value);
    else waiter?.reject(new (event.cancelled ? CancelledError : PlaygroundError)(event.message, event.hint));
  });
  return {
    send<T extends Command['type']>(type: T, body: Body<T>, transfer: Transferable[] = []) {
      if (closed) return Promise.reject(closed);
      const request = ++requests;
      endpoint.postMessage({ ...body, type, request }, transfer);
      return new Promise<Replies[T]>((resolve, reject) => waiting.set(request, { resolve: resolve as Waiting['resolve'], reject }));
    },
    close(reason) {
      closed = reason;
      waiting.forEach(({ reject }) => reject(reason));
      waiting.clear();
    },
  };
}
