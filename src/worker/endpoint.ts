/** Either end of a channel: a worker's global scope, a `Worker`, or a `MessagePort` in tests. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** How a command ended: the events of every protocol that answer one. */
export type Answer<Value> =
  | { readonly type: 'reply'; readonly request: number; readonly value: Value }
  | { readonly type: 'failed'; readonly request: number; readonly cancelled: boolean; readonly message: string; readonly hint: string };
