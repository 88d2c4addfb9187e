import type { BatchKernel } from '../device/dispatch.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';
import { tileCount, tiledProduct } from './tiledProduct.ts';
import type { Tile } from './tiledProduct.ts';

/** Sizes and parts of a dense layer that are baked into its programs; K inputs, N units. */
export interface DenseSpec {
  readonly inputs: number;
  readonly units: number;
  readonly bias: boolean;
  /** PReLU with one slope per unit. */
  readonly slope: boolean;
  /** Small tiles give a GPU more invocations and compile fast; large ones load less, which is what counts on a CPU adapter. */
  readonly tiles: 'small' | 'large';
}

const keyOf = ({ inputs, units, bias, slope, tiles }: DenseSpec) => `${inputs}/${units}${bias ? '/bias' : ''}${slope ? '/slope' : ''}/${tiles}`;

/**
 * A tile as wide as a narrow matrix, 8 wide otherwise. Of 4x4 to 16x16, 8x8 was fastest on a software adapter for 288 -> 64,
 * and larger ones compile for seconds. Every sum adds the same products in the same order, whatever the tile.
 */
const largeTile = (columns: number, rows: number): Tile => ({ rows, columns: columns <= 10 ? columns : 8 });
const smallTile = (columns: number): Tile => ({ rows: 1, columns: Math.min(columns, 4) });

const forwardTile = ({ units, tiles }: DenseSpec) => (tiles === 'small' ? smallTile(units) : largeTile(units, units <= 10 ? 4 : 8));
const inputTile = ({ inputs, units, tiles }: DenseSpec) => (tiles === 'small' ? smallTile(inputs) : largeTile(inputs, units <= 10 ? 4 : 8));
/** A small weight matrix is left to many invocations of one row, since each must walk the whole batch. */
const weightTile = ({ inputs, units, tiles }: DenseSpec) => (tiles === 'small' ? smallTile(units) : largeTile(units, inputs * units < 1024 ? 1 : 8));

/** Inputs x, weight, bias?, slope?; outputs y and, with a slope, the pre-activation z. */
export function denseForward(spec: DenseSpec): BatchKernel {
  const { inputs, units, bias, slope } = spec;
  const store = (row: string, column: string, sum: string) => {
    const at = `${row} * ${units}u + ${column}`;
    const value = bias ? `${sum} + bias[${column}]` : sum;
    return slope ? `let v = ${value}; z[${at}] = v; y[${at}] = select(slope[${column}] * v, v, v > 0.0);` : `y[${at}] = ${value};`;
  };
  const product = tiledProduct({
    rows: `arrayLength(&x) / ${inputs}u`,
    depth: `${inputs}u`,
    columns: units,
    left: { buffer: 'x', stride: inputs, stepStride: 1 },
    right: { buffer: 'weight', stride: 1, stepStride: units },
    store,
    tile: forwardTile(spec),
  });
  const program = {
    key: `dense/forward/${keyOf(spec)}`,
    code: sectionsText(
      { inputs: { x: 'f32', weight: 'f32', ...(bias && { bias: 'f32' }), ...(slope && { slope: 'f32' }) }, outputs: { y: 'f32', ...(slope && { z: 'f32' }) } },
      { body: product },
    ),
  };
  return { program, workgroups: (batch) => sectionGrid(tileCount(batch, units, forwardTile(spec))) };
}

/** Inputs z, slope, dy; outputs dz = dy (z > 0 ? 1 : slope) [B, N] and the slope's gradient [N]. */
export function denseActivationGradient({ units }: DenseSpec): BatchKernel {
  const program = {
    key: `dense/activationGradient/${units}`,
    code: sectionsText(
      { inputs: { z: 'f32', slope: 'f32', dy: 'f32' }, outputs: { dz: 'f32', slopeGradient: 'f32' } },
      {
        count: units,
        body: `var sum = 0.0;
  for (var at = i; at < arrayLength(&z); at += ${units}u) { sum += min(z[at], 0.0) * dy[at]; }
  slopeGradient[i] = sum;`,
      },
      { body: `if (i < arrayLength(&z)) { dz[i] = select(slope[i % ${units}u], 1.0, z[i] > 0.0) * dy[i]; }` },
    ),
  };
  return { program, workgroups: (batch) => sectionGrid(units, batch * units) };
}

/** Inputs x, weight, dz; outputs the gradients of weight [K, N], of bias [N] if there is one, and of x [B, K]. */
export function denseGradient(spec: DenseSpec): BatchKernel {
  const { inputs, units, bias } = spec;
  const batch = `arrayLength(&dz) / ${units}u`;
  const weightGradient = tiledProduct({
    rows: `${inputs}u`,
    depth: batch,
    columns: units,
    left: { buffer: 'x', stride: 1, stepStride: inputs },
    right: { buffer: 'dz', stride: 1, stepStride: units },
    store: (row, column, sum) => `weightGradient[${row} * ${units}u + ${column}] = ${sum};`,
    tile: weightTile(spec),
  });
  const inputGradient = tiledProduct({
    rows: batch,
    depth: `${units}u`,
    columns: inputs,
    left: { buffer: 'dz', stride: units, stepStride: 1 },
    right: { buffer: 'weight', stride: units, stepStride: 1 },
    store: (row, column, sum) => `xGradient[${row} * ${inputs}u + ${column}] = ${sum};`,
    tile: inputTile(spec),
  });
  const biasGradient = `var sum = 0.0;
  for (var at = i; at < arrayLength(&dz); at += ${units}u) { sum += dz[at]; }
  biasGradient[i] = sum;`;
  const weightTiles = tileCount(inputs, units, weightTile(spec));
  const program = {
    key: `dense/gradient/${keyOf({ ...spec, slope: false })}`,
    code: sectionsText(
      { inputs: { x: 'f32', weight: 'f32', dz: 'f32' }, outputs: { weightGradient: 'f32', ...(bias && { biasGradient: 'f32' }), xGradient: 'f32' } },
      { count: weightTiles, body: weightGradient },
      ...(bias ? [{ count: units, body: biasGradient }] : []),
      { body: inputGradient },
    ),
  };
  return { program, workgroups: (batch) => sectionGrid(weightTiles, bias ? units : 0, tileCount(batch, inputs, inputTile(spec))) };
}
