import { Variable, engine, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { internalsOf } from '../device/backendInternals.ts';
import type { BackendInternals, BufferSource, DataId } from '../device/backendInternals.ts';
import { submit } from '../device/dispatch.ts';
import { BufferArena } from './bufferArena.ts';
import { CommandTape } from './commandTape.ts';

/** A tensor that the commands read or change in place, and the buffer that it had when they were recorded. */
interface OutsideTensor {
  readonly dataId: DataId;
  readonly buffer: GPUBuffer;
}

/** The commands of a training step, ready to be run again without tfjs: no gradient tape, no op dispatch, no upload. */
export class RecordedStep {
  /** Device memory of the step's intermediates, in bytes. tfjs's `numBytes` does not count it. */
  readonly bytes: number;
  /** Dispatches of one step. */
  readonly dispatches: number;
  private readonly backend: WebGPUBackend;
  private readonly tape: CommandTape;
  private readonly arena: BufferArena;
  private readonly outside: readonly OutsideTensor[];

  /** Made by `recordStep`; takes the arena over. */
  constructor(backend: WebGPUBackend, tape: CommandTape, arena: BufferArena, outside: readonly OutsideTensor[]) {
    this.backend = backend;
    this.tape = tape;
    this.arena = arena;
    this.outside = outside;
    this.bytes = arena.bytes;
    this.dispatches = tape.length;
  }

  /** True once a tensor that the commands bind was disposed or moved to another buffer: the step must be recorded again. */
  get stale(): boolean {
    const { tensorMap } = internalsOf(this.backend);
    return this.outside.some(({ dataId, buffer }) => this.backend.refCount(dataId) === 0 || tensorMap.get(dataId).resource !== buffer);
  }

  /**
   * Runs the step `times` in a row, in one submission, after everything queued before. Host copies of tensors that the step
   * may have changed are dropped, so that the next read gets their new values.
   * @throws Error when the step is stale.
   */
  replay(times = 1): void {
    if (this.stale) throw new Error('The recorded step binds a tensor that was disposed or moved since.');
    submit(this.backend);
    const { device, tensorMap } = internalsOf(this.backend);
    const encoder = device.createCommandEncoder();
    this.tape.encode(encoder, times);
    device.queue.submit([encoder.finish()]);
    for (const { dataId } of this.outside) tensorMap.get(dataId).values = null;
  }

  /** Gives the memory of the intermediates back to tfjs. The step must not be replayed afterwards. */
  dispose(): void {
    this.arena.dispose();
  }
}

/**
 * Records the commands that `step` queues, own programs and tfjs's kernels alike, WITHOUT running them: a first replay is the
 * step itself. Parameters and state must change in place, and all results must go to tensors made before.
 *
 * @param step an ordinary step that has run once before, so that all it needs is on the device. It runs in a `tidy`.
 * @throws Error that names the cause when the step cannot be recorded: it reads a value on the host, uploads one, makes a
 *   variable, keeps a tensor that it made, or frees one made before it (as `variable.assign` does). Nothing has changed on
 *   the device then, and nothing is left over.
 */
export function recordStep(backend: WebGPUBackend, step: () => void): RecordedStep {
  submit(backend);
  return new StepRecorder(backend).record(step);
}

/** A recording needs less of the backend's buffer manager than there is. */
type Replaced = Omit<BackendInternals, 'bufferManager'> & { readonly bufferManager: BufferSource };

/** Replaces what tfjs does with tensors and commands for the time of one recording. */
class StepRecorder {
  private readonly backend: WebGPUBackend;
  private readonly gpu: BackendInternals;
  private readonly arena: BufferArena;
  private readonly tape = new CommandTape();
  /** Data made by the step has this number or a higher one. */
  private readonly firstOwnId: number;
  private readonly bound = new Set<DataId>();
  private readonly made: Tensor[] = [];
  /** Kept beside being thrown, since a promise of tfjs (`tensor.data()`) may have caught it. */
  private refusal: Error | null = null;

  constructor(backend: WebGPUBackend) {
    this.backend = backend;
    this.gpu = internalsOf(backend);
    this.arena = new BufferArena(this.gpu.bufferManager);
    this.firstOwnId = this.gpu.nextDataId();
  }

  record(step: () => void): RecordedStep {
    try {
      withReplaced<Replaced>(this.gpu, this.backendParts(), () => withReplaced(engine(), this.engineParts(), () => this.run(step)));
    } catch (error) {
      this.arena.dispose();
      throw error;
    }
    const outside = [...this.bound].filter((dataId) => this.isOutside(dataId));
    return new RecordedStep(this.backend, this.tape, this.arena, outside.map((dataId) => ({ dataId, buffer: this.gpu.tensorMap.get(dataId).resource! })));
  }

  private run(step: () => void): void {
    try {
      tidy(step);
      if (this.refusal) throw this.refusal;
      if (this.made.some(({ isDisposed }) => !isDisposed)) this.refuse('keeps a tensor that it made');
    } catch (error) {
      // An interrupted gradient leaves behind what it saved.
      for (const tensor of this.made) tensor.dispose();
      throw error;
    }
  }

  private readonly refuse = (what: string): never => {
    this.refusal ??= new Error(`The step cannot be recorded: it ${what}.`);
    throw this.refusal;
  };

  private isOutside({ id }: DataId): boolean {
    return id < this.firstOwnId;
  }

  /** Commands go to the tape, buffers come from the arena, and traffic with the host is refused. */
  private backendParts(): Partial<Replaced> {
    const { gpu, arena, bound, refuse } = this;
    const upload = gpu.uploadToGPU.bind(gpu);
    const writeConstant = (...[buffer, ...rest]: Parameters<GPUQueue['writeBuffer']>) =>
      arena.isConstant(buffer) ? gpu.device.queue.writeBuffer(buffer, ...rest) : refuse('uploads values');
    return {
      bufferManager: arena,
      queue: { writeBuffer: writeConstant as GPUQueue['writeBuffer'], submit: () => undefined },
      commandEncoder: this.tape.encoder(refuse),
      computePassEncoder: null,
      // What the step disposes goes back to the arena at once: the tape keeps the order.
      commandQueueOwnedIds: { add: (dataId) => bound.add(dataId) as never, has: () => false },
      uniformPendingDisposal: [],
      dispatchCountInPass: 0,
      submitQueue: () => undefined,
      uploadToGPU: (dataId) => {
        if (this.isOutside(dataId as DataId) && !gpu.tensorMap.get(dataId).resource) refuse('uploads a tensor made before it; run it once before recording');
        upload(dataId);
      },
      read: () => refuse('reads a value on the host'),
      readSync: () => refuse('reads a value on the host'),
    };
  }

  private engineParts(): Partial<ReturnType<typeof engine>> {
    const tfjs = engine();
    const [trackTensor, disposeTensor] = [tfjs.trackTensor.bind(tfjs), tfjs.disposeTensor.bind(tfjs)];
    return {
      trackTensor: (tensor, backend) => {
        this.made.push(tensor);
        trackTensor(tensor, backend);
      },
      makeVariable: () => this.refuse('makes a variable'),
      disposeTensor: (tensor) => {
        if (this.isOutside(tensor.dataId as DataId) && this.backend.refCount(tensor.dataId) === 1) {
          this.refuse(`frees ${tensor instanceof Variable ? `variable ${tensor.name}'s buffer` : 'a tensor'} made before it`);
        }
        disposeTensor(tensor);
      },
    };
  }
}

/** Does `work` while some of the target's fields and methods are replaced, and restores them however it ends. */
function withReplaced<T extends object>(target: T, replacements: Partial<T>, work: () => void): void {
  const before = Object.keys(replacements).map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  Object.assign(target, replacements);
  try {
    work();
  } finally {
    for (const [name, own] of before) {
      Reflect.deleteProperty(target, name);
      if (own) Object.defineProperty(target, name, own);
    }
  }
}
