import { CancelledError, PlaygroundError } from '../errors.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Command, Replies, WorkerEvent } from './protocol.ts';

/** What a command has at least. */
interface AnyCommand {
  readonly type: string;
  readonly request: number;
}

/** A way of asking and telling: commands, what each resolves to by its type, and events besides. */
interface Protocol {
  command: AnyCommand;
  replies: object;
  event: unknown;
}

/** Page and training worker. */
interface PageProtocol {
  command: Command;
  replies: Replies;
  event: Exclude<WorkerEvent, Answer<unknown>>;
}

/** What a command carries beside its type and number. */
type Body<C, T> = Omit<Extract<C, { type: T }>, 'type' | 'request'>;

/** The asking side of a protocol. */
export interface Client<P extends Protocol = PageProtocol> {
  /** Sends a command; resolves with its reply. @throws PlaygroundError with the other side's message and hint. */
  send<T extends P['command']['type'] & keyof P['replies']>(type: T, body: Body<P['command'], T>, transfer?: Transferable[]): Promise<P['replies'][T]>;
  /** Refuses everything under way and to come, when the other side is gone. */
  close(reason: PlaygroundError): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: PlaygroundError): void;
}

/** @param onEvent receives every event that is no answer, in order. */
export function createClient<P extends Protocol = PageProtocol>(endpoint: Endpoint, onEvent: (event: P['event']) => void): Client<P> {
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  let closed: PlaygroundError | null = null;
  endpoint.addEventListener('message', ({ data }: MessageEvent<{ readonly type: string }>) => {
    if (data.type !== 'reply' && data.type !== 'failed') {
      onEvent(data);
      return;
    }
    const answer = data as Answer<unknown>;
    const waiter = waiting.get(answer.request);
    waiting.delete(answer.request);
    if (answer.type === 'reply') waiter?.resolve(answer.value);
    else waiter?.reject(new (answer.cancelled ? CancelledError : PlaygroundError)(answer.message, answer.hint));
  });
  return {
    send(type, body, transfer = []) {
      if (closed) return Promise.reject(closed);
      const request = ++requests;
      endpoint.postMessage({ ...body, type, request }, transfer);
      return new Promise((resolve, reject) => waiting.set(request, { resolve: resolve as Waiting['resolve'], reject }));
    },
    close(reason) {
      closed = reason;
      waiting.forEach(({ reject }) => reject(reason));
      waiting.clear();
    },
  };
}
