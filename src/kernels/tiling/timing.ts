import { compileProgram, pipelineFor } from '../device/dispatch.ts';
import type { BatchKernel } from '../device/dispatch.ts';

/** A kernel to be timed, with what it is bound to. */
export interface TimedKernel {
  readonly kernel: BatchKernel;
  readonly batch: number;
  /** Float32 values of each binding, in order. */
  readonly sizes: readonly number[];
}

/** Shortest time that is trusted, in milliseconds: browsers round their clock to 0.1 ms. */
const shortestMs = 4;
const mostDispatches = 256;
const rounds = 5;

/** Wall time that a trial may take, in milliseconds; its programs are compiled first, in parallel. */
export interface TrialBudget {
  readonly compileMs: number;
  readonly timeMs: number;
}

const until = (time: number) => new Promise<false>((resolve) => setTimeout(() => resolve(false), Math.max(0, time - performance.now())));

/** One kernel on buffers of its own, ready to run. */
class Bench {
  private readonly device: GPUDevice;
  private readonly timed: TimedKernel;
  private readonly buffers: readonly GPUBuffer[];
  private readonly bindGroup: GPUBindGroup;

  constructor(device: GPUDevice, timed: TimedKernel) {
    this.device = device;
    this.timed = timed;
    this.buffers = timed.sizes.map((size) => device.createBuffer({ size: 4 * size, usage: GPUBufferUsage.STORAGE }));
    const layout = pipelineFor(device, timed.kernel.program).getBindGroupLayout(0);
    this.bindGroup = device.createBindGroup({ layout, entries: this.buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  }

  /** Wall time of that many dispatches, in milliseconds. */
  async run(dispatches: number): Promise<number> {
    const { device, timed, bindGroup } = this;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipelineFor(device, timed.kernel.program));
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(...timed.kernel.workgroups(timed.batch));
    pass.end();
    const commands = encoder.finish();
    const start = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }

  dispose(): void {
    this.buffers.forEach((buffer) => buffer.destroy());
  }
}

/**
 * Times kernels on zeroed buffers of their own: milliseconds per dispatch, the least of five alternating rounds. A kernel that
 * the driver refuses, or that is not compiled or timed within the budget, is undefined.
 *
 * @param budget for all of them together; overrun by at most one dispatch of each.
 */
export async function timeKernels(device: GPUDevice, kernels: readonly TimedKernel[], { compileMs, timeMs }: TrialBudget): Promise<(number | undefined)[]> {
  const compiledBy = performance.now() + compileMs;
  const compiled = await Promise.all(
    kernels.map(({ kernel }) =>
      Promise.race([
        compileProgram(device, kernel.program).then(
          () => true,
          () => false,
        ),
        until(compiledBy),
      ]),
    ),
  );
  const start = performance.now();
  // Of no time none is left, even before the clock has moved.
  const late = () => performance.now() - start >= timeMs;
  const benches = kernels.map((timed, k) => (compiled[k] ? new Bench(device, timed) : undefined));
  const least = kernels.map((): number | undefined => undefined);
  const dispatches = kernels.map(() => 1);
  try {
    for (let round = 0; round < rounds && !late(); round++) {
      for (const [k, bench] of benches.entries()) {
        if (!bench || (round > 0 && late())) continue;
        let ms = await bench.run(dispatches[k]!);
        while (ms < shortestMs && dispatches[k]! < mostDispatches && !late()) {
          dispatches[k]! *= 4;
          ms = await bench.run(dispatches[k]!);
        }
        least[k] = Math.min(least[k] ?? Infinity, ms / dispatches[k]!);
      }
    }
  } finally {
    benches.forEach((bench) => bench?.dispose());
  }
  return least;
}
