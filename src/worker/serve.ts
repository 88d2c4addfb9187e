import { availability, datasetFromFiles, downloadDataset, loadDataset } from '../data/load.ts';
import type { Dataset } from '../data/dataset.ts';
import { DeviceLostError, PlaygroundError, describeError } from '../errors.ts';
import { openBackend } from '../training/backend.ts';
import type { OpenBackend } from '../training/backend.ts';
import { Trainer } from '../training/trainer.ts';
import { Session } from './session.ts';
import type { Endpoint } from './endpoint.ts';
import type { Command, Replies, Snapshot, WorkerEvent } from './protocol.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Where data sets come from; tests give their own. */
export interface DataDoor {
  load: typeof loadDataset;
  download: typeof downloadDataset;
  fromFiles: typeof datasetFromFiles;
  availability: typeof availability;
}

/** A lost device is announced this long after the errors that it causes, at most. */
const lossPatienceMs = 300;

const dataDoor: DataDoor = { load: loadDataset, download: downloadDataset, fromFiles: datasetFromFiles, availability };

/** Buffers of an event that can move to the page instead of being copied. */
function transferable(event: WorkerEvent): Transferable[] {
  const value = event.type === 'snapshot' ? event.snapshot : event.type === 'reply' ? event.value : null;
  if (typeof value !== 'object' || value === null || !('labels' in value)) return [];
  const snapshot: Snapshot = value;
  return [snapshot.labels.buffer, ...snapshot.runs.flatMap(({ points, predictions, centers, means }) => [points.buffer, predictions.buffer, centers.buffer, means.buffer])] as ArrayBuffer[];
}

/** The worker's side of the protocol: one backend, one data set, one experiment at a time. */
class Service {
  private readonly emit: (event: WorkerEvent) => void;
  private readonly data: DataDoor;
  private dataUrl = '';
  private backend: OpenBackend | null = null;
  private dataset: Dataset | null = null;
  private session: Session | null = null;
  private stepsPerSecond: number | null = null;
  private lostBecause: string | null = null;
  private downloading: AbortController | null = null;

  constructor(emit: (event: WorkerEvent) => void, data: DataDoor) {
    this.emit = emit;
    this.data = data;
  }

  /** Carries out a command. @throws PlaygroundError for what a person can mend. */
  async handle(command: Command): Promise<Replies[keyof Replies]> {
    if (this.lostBecause !== null) throw this.deviceLost(this.lostBecause);
    switch (command.type) {
      case 'open':
        return this.open(command);
      case 'configure':
        return this.configure(command);
      case 'start':
        this.running.loop.start();
        return null;
      case 'pause':
        await this.running.loop.pause();
        return null;
      case 'step':
        await this.running.loop.advance(command.count);
        return null;
      case 'setCenterTerm':
        this.running.setCenterTerm(command.run, command);
        return null;
      case 'setRates':
        this.running.setRates(command);
        return null;
      case 'setSpeed':
        this.stepsPerSecond = command.stepsPerSecond;
        this.session?.loop.setSpeed(command.stepsPerSecond);
        return null;
      case 'evaluate':
        return this.running.evaluate();
      case 'features':
        return this.running.features();
      case 'memory':
        return this.running.memory();
      case 'availability':
        return this.data.availability({ baseUrl: this.dataUrl });
      case 'download':
        return this.download(command);
      case 'cancelDownload':
        this.downloading?.abort();
        return null;
      case 'addFiles':
        this.dataset = await this.data.fromFiles(command.files);
        return this.dataset.id;
      default:
        return command satisfies never;
    }
  }

  private get running(): Session {
    if (this.session) return this.session;
    throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data, or configure an experiment.');
  }

  private async open({ dataUrl, backend, tiles: wantedTiles }: CommandOf<'open'>) {
    this.dataUrl = dataUrl;
    const opened = await openBackend(backend, wantedTiles);
    this.backend = opened;
    void opened.lost.then((reason) => {
      this.lostBecause = reason;
      this.session?.halt(this.deviceLost(reason));
    });
    const { backend: name, adapter, software, tiles, advice } = opened;
    return { backend: name, adapter, software, tiles, advice };
  }

  /** The lost device behind an error, where that is its cause; else the error itself. */
  async explain(error: unknown): Promise<unknown> {
    if (error instanceof PlaygroundError || !this.backend) return error;
    const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), lossPatienceMs));
    const reason = await Promise.race([this.backend.lost, patience]);
    return reason === null ? error : this.deviceLost(reason);
  }

  private deviceLost(reason: string): DeviceLostError {
    return new DeviceLostError(`The GPU device was lost (${reason}).`, 'The last features stay on the page. Press Restart to open the device again; training begins at step 0.');
  }

  /** Sets up an experiment. The one before stays until everything of the new one is there. */
  private async configure(command: CommandOf<'configure'>) {
    const { id, experiment } = command;
    if (!this.backend) throw new PlaygroundError('No backend is open.', 'Reload the page.');
    if (this.dataset?.id !== experiment.dataset) {
      this.dataset = await this.data.load(experiment.dataset, {
        baseUrl: this.dataUrl,
        onProgress: ({ file, receivedBytes, totalBytes }) => this.emit({ type: 'preparing', id, what: `Loading ${file}`, done: receivedBytes, total: totalBytes }),
      });
    }
    const trainer = await this.prepared(command, this.dataset);
    await this.session?.dispose();
    const { idle } = this.backend;
    const session = new Session({ id, trainer, idle, emit: this.emit, explain: (error) => this.explain(error) });
    this.session = session;
    session.loop.setSpeed(this.stepsPerSecond);
    await session.tellPrepared();
    return session.setUp;
  }

  private async prepared({ id, experiment }: CommandOf<'configure'>, dataset: Dataset): Promise<Trainer> {
    await this.session?.stopTuning();
    let trainer: Trainer | null = null;
    try {
      trainer = new Trainer(experiment, dataset);
      await trainer.prepare((done, total) => this.emit({ type: 'preparing', id, what: 'Preparing the GPU', done, total }));
      return trainer;
    } catch (error) {
      trainer?.dispose();
      this.session?.resumeTuning();
      throw error;
    }
  }

  private async download({ dataset }: CommandOf<'download'>) {
    if (this.downloading) throw new PlaygroundError('A download is already under way.', 'Wait for it or cancel it first.');
    this.downloading = new AbortController();
    try {
      await this.data.download(dataset, {
        signal: this.downloading.signal,
        onProgress: ({ file, receivedBytes, totalBytes }) => this.emit({ type: 'downloading', dataset, file, receivedBytes, totalBytes }),
      });
    } finally {
      this.downloading = null;
    }
    return this.data.availability({ baseUrl: this.dataUrl });
  }
}

/** Serves the protocol on any endpoint: a worker's global scope, or a `MessagePort` in tests. */
export function serve(endpoint: Endpoint, data: DataDoor = dataDoor): void {
  const emit = (event: WorkerEvent) => endpoint.postMessage(event, transferable(event));
  const service = new Service(emit, data);
  endpoint.addEventListener('message', ({ data }: MessageEvent<Command>) => {
    const { request } = data;
    service.handle(data).then(
      (value) => emit({ type: 'reply', request, value }),
      async (error: unknown) => emit({ type: 'failed', request, ...describeError(await service.explain(error)) }),
    );
  });
}
