import { add, dispose, grad, keep, memory, mul, scalar, square, sub, sum, tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { activeWebGPU, dispatch, submit, toTensor } from '../device/dispatch.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { LiveScalar } from '../values/liveScalar.ts';
import { recordStep } from './recordedStep.ts';
import type { RecordedStep } from './recordedStep.ts';

let backend: WebGPUBackend;

beforeAll(async () => {
  await openWebGPU();
  backend = activeWebGPU()!;
});

/** Adds `amount` to every entry of `total` in place, and gives their difference. */
const accumulate = {
  key: 'test/accumulate',
  code: /* wgsl */ `
@group(0) @binding(0) var<storage, read> amount: array<f32>;
@group(0) @binding(1) var<storage, read_write> total: array<f32>;
@group(0) @binding(2) var<storage, read_write> rest: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= arrayLength(&total)) { return; }
  total[id.x] += amount[id.x];
  rest[id.x] = total[id.x] - amount[id.x];
}`,
};

const negated = {
  key: 'test/negated',
  code: /* wgsl */ `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < arrayLength(&x)) { y[id.x] = -x[id.x]; }
}`,
};

const made = (values: number[]): Variable => tidy(() => variable(tensor1d(values), false));
const held = () => {
  const { numTensors, numBytesInGPU } = memory() as ReturnType<typeof memory> & { numBytesInGPU: number };
  return { numTensors, numBytesInGPU };
};

/** A step of own programs and tfjs's kernels, with constants and intermediates: `total += 2 (total + rate) - total`. */
function startStep() {
  const total = made([1, 2, 3]);
  const rate = new LiveScalar(1);
  const step = () => {
    const amount = sub(mul(add(total, rate.tensor), scalar(2)), total as Tensor);
    dispatch(backend, accumulate, [1, 1, 1], [amount], [{ shape: [3], dtype: 'float32' }], [total]).map(toTensor);
  };
  const expected = (times: number, from = [1, 2, 3], by = 1) => from.map((value) => Array.from({ length: times }).reduce((x: number) => x + 2 * (x + by) - x, value));
  return { total, rate, step, expected, end: () => dispose([total, rate.tensor]) };
}

describe('a recorded step', () => {
  it('runs nothing while it is recorded, and what an ordinary step runs at each replay', async () => {
    const before = held();
    const { total, step, expected, end } = startStep();
    tidy(step);
    const recorded = recordStep(backend, step);
    expect(recorded.dispatches).toBe(4);
    expect(Array.from(await total.data())).toEqual(expected(1));
    recorded.replay();
    expect(Array.from(await total.data())).toEqual(expected(2));
    recorded.replay(3);
    recorded.replay();
    expect(Array.from(await total.data())).toEqual(expected(6));
    recorded.dispose();
    end();
    submit(backend);
    expect(held()).toEqual(before);
  });

  it('sees values written to its inputs, before and after work of tfjs that it is mixed with', async () => {
    const { total, rate, step, expected, end } = startStep();
    tidy(step);
    const recorded = recordStep(backend, step);
    rate.set(5);
    recorded.replay();
    const sum = add(total, 100);
    recorded.replay();
    const [first, second] = [expected(2, expected(1), 5).map((_, i) => expected(1, expected(1), 5)[i]! + 100), expected(2, expected(1), 5)];
    expect(Array.from(await sum.data())).toEqual(first);
    expect(Array.from(await total.data())).toEqual(second);
    sum.dispose();
    recorded.dispose();
    end();
  });

  it('refuses to be replayed when a tensor that it binds is gone', () => {
    const { total, step, end } = startStep();
    tidy(step);
    const recorded = recordStep(backend, step);
    expect(recorded.stale).toBe(false);
    tidy(() => total.assign(tensor1d([4, 5, 6])));
    expect(recorded.stale).toBe(true);
    expect(() => recorded.replay()).toThrow('disposed or moved');
    recorded.dispose();
    end();
  });

  it('needs no more memory for more intermediates when few are alive at once', () => {
    const total = made([1, 2, 3]);
    const negate = (given: Tensor) => dispatch(backend, negated, [1, 1, 1], [given], [{ shape: [3], dtype: 'float32' }]).map(toTensor)[0]!;
    const chain = (length: number) => () => {
      for (let link = negate(total), made = 1; made < length; made++) {
        const next = negate(link);
        link.dispose();
        link = next;
      }
    };
    tidy(chain(1));
    const [short, long] = [chain(3), chain(30)].map((step) => recordStep(backend, step)) as [RecordedStep, RecordedStep];
    expect([short.dispatches, short.bytes]).toEqual([3, 24]);
    expect([long.dispatches, long.bytes]).toEqual([30, 24]);
    short.dispose();
    long.dispose();
    total.dispose();
  });
});

describe('a step that cannot be recorded', () => {
  /** A gradient that has saved tensors when `spoil` is called. */
  const interruptedGradient = (of: Variable, spoil: () => void) =>
    grad((x) => {
      const squares = square(x);
      spoil();
      return sum(squares);
    })(of as Tensor);

  it.each<{ cause: string; spoil: (parts: { total: Variable; rate: LiveScalar; fresh: Tensor }) => void }>([
    { cause: 'reads a value on the host', spoil: ({ total }) => void total.data().catch(() => undefined) },
    { cause: 'reads a value on the host', spoil: ({ total }) => interruptedGradient(total, () => total.bufferSync()) },
    { cause: 'uploads values', spoil: ({ total, rate }) => interruptedGradient(total, () => rate.set(3)) },
    { cause: 'uploads a tensor made before it', spoil: ({ total, fresh }) => add(total, fresh) },
    { cause: 'makes a variable', spoil: () => variable(scalar(1) as Scalar) },
    { cause: 'keeps a tensor that it made', spoil: ({ total }) => keep(mul(total, 2)) },
    { cause: "frees variable", spoil: ({ total }) => total.assign(mul(total, 2)) },
  ])('says that it $cause, changes nothing and leaves nothing', async ({ cause, spoil }) => {
    const { total, rate, step, expected, end } = startStep();
    const fresh = tensor1d([9, 9, 9]);
    tidy(step);
    submit(backend);
    const before = held();
    expect(() => recordStep(backend, () => {
      step();
      spoil({ total, rate, fresh });
    })).toThrow(`The step cannot be recorded: it ${cause}`);
    expect(held()).toEqual(before);
    expect(Array.from(await total.data())).toEqual(expected(1));
    tidy(step);
    expect(Array.from(await total.data())).toEqual(expected(2));
    fresh.dispose();
    end();
  });
});
