import { PlaygroundError, describeError } from '../../errors.ts';
import { createClient } from '../../worker/client.ts';
import type { Client } from '../../worker/client.ts';
import type { Endpoint } from '../../worker/endpoint.ts';
import type { WorkerEvent } from '../../worker/protocol.ts';

const workerHint = 'Press Restart to start it again. Where that does not help, open the page over http or https in a current browser, outside of a frame.';

/** A worker that the page can end. */
export interface SpawnedWorker extends Endpoint {
  terminate(): void;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** What the worker tells of itself. */
export interface LinkEvents {
  /** Every event of the protocol, in order. */
  receive(event: WorkerEvent): void;
  /** The worker ended by itself; nothing more comes from it. */
  stopped(error: PlaygroundError): void;
}

/** The page's line to its worker, which can be replaced by a new one when the worker or its GPU is gone. */
export class WorkerLink {
  /** True where the worker can do nothing more: it stopped, its device is lost or could not be opened. */
  gone = false;
  private readonly spawn: () => SpawnedWorker;
  private readonly events: LinkEvents;
  private worker: SpawnedWorker | null;
  private client: Client;

  constructor(spawn: () => SpawnedWorker, events: LinkEvents) {
    this.spawn = spawn;
    this.events = events;
    [this.worker, this.client] = this.connect();
  }

  /** Sends a command; resolves with its reply. @throws PlaygroundError with the worker's message, or why it stopped. */
  readonly send: Client['send'] = (type, body, transfer) => this.client.send(type, body, transfer);

  /** Ends the worker and starts another one. */
  renew(): void {
    this.worker?.terminate();
    [this.worker, this.client] = this.connect();
    this.gone = false;
  }

  private connect(): [SpawnedWorker | null, Client] {
    let worker: SpawnedWorker;
    try {
      worker = this.spawn();
    } catch (error) {
      const client = createClient({ postMessage: () => undefined, addEventListener: () => undefined }, () => undefined);
      // Where it is made, nobody listens yet.
      queueMicrotask(() => this.stop(client, new PlaygroundError(`The training worker could not be started: ${describeError(error).message}`, workerHint)));
      return [null, client];
    }
    const client = createClient(worker, (event) => this.events.receive(event));
    worker.onerror = ({ message }) => this.stop(client, new PlaygroundError(`The training worker stopped: ${message || 'its script could not be loaded'}.`, workerHint));
    return [worker, client];
  }

  private stop(client: Client, error: PlaygroundError): void {
    this.gone = true;
    client.close(error);
    this.events.stopped(error);
  }
}
