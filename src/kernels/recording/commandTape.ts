/** One dispatch, with everything that it binds. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroups: readonly GPUBindGroup[];
  readonly workgroups: readonly [number, number, number];
}

/** Stands in for a compute pass and tells every dispatch. */
class TapePass {
  private readonly tell: (dispatch: Dispatch) => void;
  private pipeline: GPUComputePipeline | null = null;
  private readonly bindGroups: GPUBindGroup[] = [];

  constructor(tell: (dispatch: Dispatch) => void) {
    this.tell = tell;
  }

  setPipeline(pipeline: GPUComputePipeline): void {
    this.pipeline = pipeline;
  }

  setBindGroup(index: number, bindGroup: GPUBindGroup): void {
    this.bindGroups[index] = bindGroup;
  }

  dispatchWorkgroups(x: number, y = 1, z = 1): void {
    if (!this.pipeline) throw new Error('A dispatch has no pipeline.');
    this.tell({ pipeline: this.pipeline, bindGroups: [...this.bindGroups], workgroups: [x, y, z] });
  }

  end(): void {
    this.pipeline = null;
  }
}

/**
 * A list of dispatches that can be encoded any number of times: WebGPU's own command buffers can be submitted only once.
 * Holds the bind groups and so their buffers.
 */
export class CommandTape {
  private readonly dispatches: Dispatch[] = [];

  /** Number of dispatches. */
  get length(): number {
    return this.dispatches.length;
  }

  /**
   * Stands in for a command encoder: compute passes begun on it are written to the tape and run nothing.
   * @param refuse called for a copy, which a tape cannot hold: tfjs copies only to move values between host and device.
   */
  encoder(refuse: (what: string) => never): GPUCommandEncoder {
    const stand: Pick<GPUCommandEncoder, 'beginComputePass' | 'copyBufferToBuffer'> = {
      beginComputePass: () => new TapePass((dispatch) => this.dispatches.push(dispatch)) as unknown as GPUComputePassEncoder,
      copyBufferToBuffer: () => refuse('copies a buffer'),
    };
    return stand as GPUCommandEncoder;
  }

  /** Writes all dispatches, `times` in a row, as one compute pass. */
  encode(encoder: GPUCommandEncoder, times: number): void {
    const pass = encoder.beginComputePass();
    let current: GPUComputePipeline | null = null;
    for (let round = 0; round < times; round++) {
      for (const { pipeline, bindGroups, workgroups } of this.dispatches) {
        if (pipeline !== current) pass.setPipeline((current = pipeline));
        bindGroups.forEach((bindGroup, index) => pass.setBindGroup(index, bindGroup));
        pass.dispatchWorkgroups(...workgroups);
      }
    }
    pass.end();
  }
}
