/** Either end of a channel: a worker's global scope, a `Worker`, or a `MessagePort` in tests. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
