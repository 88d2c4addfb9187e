import { reshape, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import { createConvBody } from '../../models/convNet.ts';
import { createLinearHead } from '../../models/linearHead.ts';
import { joinedModel } from '../../models/model.ts';
import type { Model } from '../../models/model.ts';
import { wave } from './file.ts';
import type { GoldenTrajectory } from './file.ts';

/** What every golden network reads and tells apart: 28 x 28 images of ten classes, as 2-D features. */
export const goldenShape = { example: { height: 28, width: 28, channels: 1 }, dimension: 2, classes: 10 };

/** Values of golden parameter k, in PyTorch's order of dimensions. */
function goldenParameter(shape: readonly number[], k: number): Float64Array {
  const count = shape.reduce((a, b) => a * b, 1);
  const fan = shape.length > 1 ? count / shape[0]! : 4;
  const values = wave(count, 0.5 + k, 1.2 / Math.sqrt(fan));
  const isSlope = shape.length === 1 && [8, 16, 32, 64, 128].includes(count) && k % 3 === 2;
  return isSlope ? values.map((w) => 0.5 * Math.abs(w) + 0.05) : values;
}

/** Rearranges PyTorch's [out, in, rows, columns] or [out, in] into [rows, columns, in, out] or [in, out]. */
function fromPyTorch(values: Float64Array, shape: readonly number[], channelsBeforeFlatten: number | null): Float32Array {
  if (shape.length === 1) return Float32Array.from(values);
  const [outputs, inputs, rows = 1, columns = 1] = shape as [number, number, number?, number?];
  const result = new Float32Array(values.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      // A dense layer after the maps: PyTorch flattens channel, row, column; here it is row, column, channel.
      const pixels = channelsBeforeFlatten ? inputs / channelsBeforeFlatten : 1;
      const input = channelsBeforeFlatten ? (i % pixels) * channelsBeforeFlatten + Math.floor(i / pixels) : i;
      for (let t = 0; t < rows * columns; t++) result[(t * inputs + input) * outputs + o] = values[(o * inputs + i) * rows * columns + t]!;
    }
  }
  return result;
}

/**
 * The network of a golden trajectory with its closed-form parameters; the caller disposes it.
 * @throws PlaygroundError when the file's shapes are not the network's.
 */
export function goldenModel({ widths, kernel, convs_per_block, hidden, params }: GoldenTrajectory): Model {
  const zeros = (shape: readonly number[]) => new Float32Array(shape.reduce((a, b) => a * b, 1));
  const body = createConvBody({ widths, kernel, convolutionsPerBlock: convs_per_block, hidden }, goldenShape, zeros);
  const model = joinedModel(body, createLinearHead(goldenShape, zeros, { hasBias: false }));
  if (model.parameters.length !== params.length) {
    throw new PlaygroundError(`params lists ${params.length} shapes; this network has ${model.parameters.length} parameters.`, 'Correct the golden file.');
  }
  const firstDense = params.findIndex((size) => size.length === 2);
  model.parameters.forEach((parameter, k) => {
    const values = fromPyTorch(goldenParameter(params[k]!, k), params[k]!, k === firstDense ? widths.at(-1)! : null);
    if (values.length !== parameter.size) {
      throw new PlaygroundError(`params[${k}] has ${values.length} entries; ${model.parameterNames[k]} has ${parameter.size}.`, 'Correct the golden file.');
    }
    tidy(() => parameter.assign(reshape(tensor1d(values), parameter.shape)));
  });
  return model;
}
