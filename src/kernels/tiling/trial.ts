import { setVariant, shapeKey, undecidedShapes, variantOf } from '../conv/choice.ts';
import { filterGradientKernel, forwardKernel, inputGradientKernel } from '../conv/kernels.ts';
import { channelSharesInRegions, tilesInRegions } from '../conv/regions/tiles.ts';
import { outputSize } from '../conv/shape.ts';
import type { ConvShape } from '../conv/shape.ts';
import type { ConvTile, ConvVariant } from '../conv/parts/tile.ts';
import { setTileMode, tileMemoryOf, tileModeName, tileModeOf } from '../device/tileMode.ts';
import type { TileMemory, TileMode } from '../device/tileMode.ts';
import { timeKernels } from './timing.ts';
import type { TimedKernel, TrialBudget } from './timing.ts';

/** A software adapter compiles slowly, and chooses between two programs that differ little. */
const modeBudgets = { software: { compileMs: 360, timeMs: 240 }, hardware: { compileMs: 1000, timeMs: 400 } } as const;
/** Some 27 programs for the small CNN, of which training then takes nine into use. */
const tilesBudget: TrialBudget = { compileMs: 2000, timeMs: 1000 };

/** A challenger must be this much faster than the favourite, or noise would decide. */
const clearlyFaster = 0.8;

/** The index of the fastest, unless the first is nearly as fast; the first where nothing was timed. */
export function winner(times: readonly (number | undefined)[]): number {
  const known = times.map((time) => time ?? Infinity);
  const least = Math.min(...known);
  return least < clearlyFaster * known[0]! ? known.indexOf(least) : 0;
}

/** A small block that stands for all: its programs compile in a moment. */
const probe: ConvShape = { height: 14, width: 14, kernelHeight: 3, kernelWidth: 3, inChannels: 4, outChannels: 8, pool: true };
const probeBatch = 16;
const probeInRegisters: ConvTile = { height: 2, width: 2, channels: 2, kernelRows: 'all', workgroup: 16 };

/** All ways to tile that a device offers, the likeliest first. */
export function tileModes(device: GPUDevice, software: boolean): TileMode[] {
  const families = software ? (['registers', 'regions'] as const) : (['regions', 'registers'] as const);
  const withSubgroups = device.features.has('subgroups') ? [true, false] : [false];
  return families.flatMap((family) => withSubgroups.map((subgroups) => ({ family, subgroups })));
}

/**
 * Sets how a device's kernels are tiled: as remembered, else by a trial of at most 0.6 s, 1.4 s on a GPU, in which every way runs
 * the same small block forward. What is taken without an answer, for want of time, is remembered too: the last bits of training's
 * numbers depend on it, and they must be the same on a device that is opened in place of a lost one.
 *
 * @param software true where the adapter computes on a CPU: the trial is then between tiles in registers only. SwiftShader
 *   takes 1.3 to 1.8 s to compile one small program with barriers, longer than a trial may last, and runs it three times slower.
 */
export async function chooseTileMode(device: GPUDevice, software: boolean, memory: TileMemory, budget: TrialBudget = modeBudgets[software ? 'software' : 'hardware']): Promise<void> {
  const modes = tileModes(device, software).filter(({ family }) => !software || family === 'registers');
  const remembered = modes.find((mode) => tileModeName(mode) === memory.recall('mode'));
  if (remembered) {
    setTileMode(device, remembered, { memory, tiered: software });
    return;
  }
  const probeInRegions = tilesInRegions(probe).forward[0]!;
  const times = await timeKernels(
    device,
    modes.map(({ family, subgroups }) => timedForward(probe, family === 'registers' ? probeInRegisters : probeInRegions, subgroups, probeBatch)),
    budget,
  );
  const mode = modes[winner(times)]!;
  setTileMode(device, mode, { memory, tiered: software });
  memory.keep('mode', tileModeName(mode));
}

function sizesOf(shape: ConvShape, batch: number) {
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const out = outputSize(shape);
  return { x: batch * height * width * inChannels, y: batch * out.height * out.width * outChannels, filter: kernelHeight * kernelWidth * inChannels * outChannels, channels: outChannels };
}

function timedForward(shape: ConvShape, tile: ConvTile, subgroups: boolean, batch: number): TimedKernel {
  const { x, y, filter, channels } = sizesOf(shape, batch);
  return { kernel: forwardKernel(shape, tile, subgroups), batch, sizes: [x, filter, channels, channels, y, y] };
}

function timedInputGradient(shape: ConvShape, tile: ConvTile, subgroups: boolean, batch: number): TimedKernel {
  const { x, y, filter } = sizesOf(shape, batch);
  return { kernel: inputGradientKernel(shape, tile, subgroups), batch, sizes: [y, filter, x] };
}

function timedFilterGradient(shape: ConvShape, tile: ConvTile, subgroups: boolean, batch: number): TimedKernel {
  const { x, y, filter } = sizesOf(shape, batch);
  const kernel = filterGradientKernel(shape, tile, subgroups);
  return { kernel, batch, sizes: [x, y, kernel.shares(batch) * filter] };
}

const timedKernels = { forward: timedForward, inputGradient: timedInputGradient, filterGradient: timedFilterGradient } as const;
type KernelName = keyof typeof timedKernels;
const kernelNames = Object.keys(timedKernels) as KernelName[];

/**
 * Chooses the tiles of every shape that blocks asked for, kernel by kernel: as remembered, else by a trial of at most 3 s at
 * this batch, the likeliest where that was too short. Either answer is remembered: a filter gradient sums in the order of its
 * tile, and a GPU rounds differently from program to program, so that another choice would be other numbers. Only in regions: in
 * registers the costs are known (`conv/registers/tiles.ts`).
 *
 * @returns whether there were any to choose.
 */
export async function chooseTiles(device: GPUDevice, batch: number, budget: TrialBudget = tilesBudget): Promise<boolean> {
  const memory = tileMemoryOf(device);
  const { family, subgroups } = tileModeOf(device);
  if (family === 'registers') return false;
  const questions = undecidedShapes(device).flatMap((shape) => {
    const tiles = tilesInRegions(shape);
    return kernelNames.map((name) => ({ shape, name, question: `${name}/${shapeKey(shape)}/${batch}${subgroups ? '/subgroups' : ''}`, tiles: tiles[name] }));
  });
  const open = questions.filter(({ question, tiles }) => tiles.length > 1 && !tiles.some((tile) => JSON.stringify(tile) === memory.recall(question)));
  const trials = open.flatMap(({ shape, name, question, tiles }) => tiles.map((tile) => ({ question, timed: timedKernels[name](shape, tile, subgroups, batch) })));
  const times = await timeKernels(device, trials.map(({ timed }) => timed), budget);
  for (const { question, tiles } of open) {
    const own = times.filter((_, k) => trials[k]!.question === question);
    memory.keep(question, JSON.stringify(own.includes(undefined) ? tiles[0] : tiles[winner(own)]));
  }
  for (const shape of new Set(questions.map((asked) => asked.shape))) {
    const fallback = variantOf(device, shape);
    const chosen = (name: KernelName): ConvTile => {
      const { question, tiles } = questions.find((asked) => asked.shape === shape && asked.name === name)!;
      return tiles.find((tile) => JSON.stringify(tile) === memory.recall(question)) ?? fallback[name];
    };
    const variant: ConvVariant = { subgroups, channelShares: channelSharesInRegions, forward: chosen('forward'), inputGradient: chosen('inputGradient'), filterGradient: chosen('filterGradient') };
    setVariant(device, shape, variant);
  }
  return questions.length > 0;
}
