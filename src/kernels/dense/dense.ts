import { add, matMul, prelu } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { differentiable } from '../device/differentiable.ts';
import { activeWebGPU, deviceOf, dispatch, toTensor } from '../device/dispatch.ts';
import type { BatchKernel, OutputSpec } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { tilesOfDevice } from '../device/tileMode.ts';
import { denseActivationGradient, denseForward, denseGradient } from './programs.ts';
import type { DenseSpec } from './programs.ts';

/**
 * A fully connected layer, `y = prelu(x · weight + bias)` with `prelu(z) = z > 0 ? z : slope · z`, differentiable in all its
 * inputs. On WebGPU one dispatch forward and one backward, two with a slope.
 *
 * @param x float32 [B, K].
 * @param weight float32 [K, N].
 * @param bias float32 [N], or null for none.
 * @param slope float32 [N], one PReLU slope per unit, or null for no activation.
 * @returns float32 [B, N]; the caller disposes it.
 * @throws PlaygroundError when shapes do not fit together.
 */
export function dense(x: Tensor2D, weight: Tensor2D, bias: Tensor1D | null, slope: Tensor1D | null): Tensor2D {
  const [inputs, units] = weight.shape;
  requireTensor('dense', 'x', x, [null, inputs]);
  requireTensor('dense', 'weight', weight, [null, null]);
  if (bias) requireTensor('dense', 'bias', bias, [units]);
  if (slope) requireTensor('dense', 'slope', slope, [units]);
  const backend = activeWebGPU();
  return backend ? denseOnDevice(backend, x, weight, bias, slope) : denseComposed(x, weight, bias, slope);
}

function denseComposed(x: Tensor2D, weight: Tensor2D, bias: Tensor1D | null, slope: Tensor1D | null): Tensor2D {
  const product = matMul(x, weight);
  const z = bias ? add(product, bias) : product;
  return (slope ? prelu<Tensor>(z, slope) : z) as Tensor2D;
}

/** Large in registers, unless programs are to compile quickly. */
function tilesOf(backend: WebGPUBackend): DenseSpec['tiles'] {
  const { mode, tier } = tilesOfDevice(deviceOf(backend));
  return mode.family === 'registers' && tier === 'full' ? 'large' : 'small';
}

function denseOnDevice(backend: WebGPUBackend, x: Tensor2D, weight: Tensor2D, bias: Tensor1D | null, slope: Tensor1D | null): Tensor2D {
  const batch = x.shape[0];
  const [inputs, units] = weight.shape;
  const spec: DenseSpec = { inputs, units, bias: bias !== null, slope: slope !== null, tiles: tilesOf(backend) };
  const optional = [...(bias ? [bias] : []), ...(slope ? [slope] : [])];
  const float = (...shape: number[]) => ({ shape, dtype: 'float32' as const });
  const run = ({ program, workgroups }: BatchKernel, read: Tensor[], made: OutputSpec[]) => dispatch(backend, program, workgroups(batch), read, made).map(toTensor);

  return differentiable([x, weight, ...optional], (save) => {
    const [y, z] = run(denseForward(spec), [x, weight, ...optional], [float(batch, units), ...(slope ? [float(batch, units)] : [])]);
    save([x, weight, ...(z && slope ? [z, slope] : [])]);

    const gradFunc = (dy: Tensor2D, [savedX, savedWeight, ...activation]: Tensor[]): Tensor[] => {
      const [dz, slopeGradient] = slope ? run(denseActivationGradient(spec), [...activation, dy], [float(batch, units), float(units)]) : [dy];
      const gradients = run(denseGradient(spec), [savedX!, savedWeight!, dz!], [float(inputs, units), ...(bias ? [float(units)] : []), float(batch, inputs)]);
      const xGradient = gradients.pop()!;
      return [xGradient, ...gradients, ...(slopeGradient ? [slopeGradient] : [])];
    };
    return { value: y as Tensor2D, gradFunc };
  });
}
