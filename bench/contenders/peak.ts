import { PlaygroundError } from '../../src/errors.ts';

/** Reached by multiply-adds in registers alone, in 1e9 floating-point operations a second, two a multiply-add. */
export interface FmaPeak {
  /** One chain an invocation, in which each multiply-add waits for the one before it. */
  readonly plainGflops: number;
  /** Twelve independent chains an invocation. */
  readonly unrolledGflops: number;
}

const invocations = 2 ** 16;
const workgroupSize = 64;
/** Starting 65,536 invocations takes SwiftShader some 5 ms: the work must take far longer. */
const leastMs = 80;
const timings = 5;

interface Form {
  readonly chains: number;
  /** Multiply-adds of each chain in one turn of the loop; SwiftShader's turn costs as much as several of them. */
  readonly unrolled: number;
}

const plain: Form = { chains: 1, unrolled: 64 };
/** Of 4, 8, 12, 14 and 16 chains the fastest on SwiftShader: with the two factors 14 of a CPU's 16 vector registers. */
const unrolled: Form = { chains: 12, unrolled: 32 };

/** The result is the chains' sum, and their starts differ, so a compiler can leave none out. */
function programText({ chains, unrolled: count }: Form): string {
  const indices = Array.from({ length: chains }, (_, i) => i);
  const round = indices.map((i) => `a${i} = a${i} * scale + shift;`).join(' ');
  return `
    struct Factors { scale: f32, shift: f32, turns: u32 }
    @group(0) @binding(0) var<uniform> factors: Factors;
    @group(0) @binding(1) var<storage, read_write> result: array<f32>;
    @compute @workgroup_size(${workgroupSize}) fn main(@builtin(global_invocation_id) id: vec3u) {
      // In this order SwiftShader keeps the two factors in registers; read first, or in the loop, they halve the rate.
      let start = f32(id.x);
      let scale = factors.scale;
      let shift = factors.shift;
      ${indices.map((i) => `var a${i} = start + ${i}.0;`).join('\n      ')}
      for (var turn = 0u; turn < factors.turns; turn++) {
        ${Array.from({ length: count }, () => round).join('\n        ')}
      }
      result[id.x] = ${indices.map((i) => `a${i}`).join(' + ')};
    }`;
}

async function measure(device: GPUDevice, form: Form): Promise<number> {
  const factors = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const result = device.createBuffer({ size: 4 * invocations, usage: GPUBufferUsage.STORAGE });
  const module = device.createShaderModule({ code: programText(form) });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const entries = [factors, result].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const elapsedMs = async (turns: number) => {
    device.queue.writeBuffer(factors, 0, Float32Array.of(0.999, 0.5));
    device.queue.writeBuffer(factors, 8, Uint32Array.of(turns));
    await device.queue.onSubmittedWorkDone();
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(invocations / workgroupSize);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  let turns = 1;
  await elapsedMs(turns);
  while ((await elapsedMs(turns)) < leastMs) turns *= 2;
  const elapsed: number[] = [];
  for (let i = 0; i < timings; i++) elapsed.push(await elapsedMs(turns));
  const medianMs = elapsed.sort((a, b) => a - b)[Math.floor(timings / 2)]!;
  return (2 * invocations * form.chains * form.unrolled * turns) / (medianMs * 1e6);
}

/**
 * The rate of float32 multiply-adds that the WebGPU adapter reaches, on a device of its own; each form is the median of five
 * timings by the wall clock, about two seconds in all.
 *
 * @throws PlaygroundError where there is no WebGPU adapter.
 */
export async function fmaPeak(): Promise<FmaPeak> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new PlaygroundError('No WebGPU adapter to measure the peak of.', 'Start the browser with WebGPU.');
  const device = await adapter.requestDevice();
  const peak = { plainGflops: await measure(device, plain), unrolledGflops: await measure(device, unrolled) };
  device.destroy();
  return peak;
}
