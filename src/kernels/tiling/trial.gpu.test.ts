import { beforeAll, describe, expect, it } from 'vitest';
import { convBlockCase, convBlockErrors } from '../conv/case.ts';
import { undecidedShapes, variantOf } from '../conv/choice.ts';
import { tilesInRegions } from '../conv/regions/tiles.ts';
import type { ConvShape } from '../conv/shape.ts';
import { briefMemory, setTileMode, tileModeName, tileModeOf } from '../device/tileMode.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { chooseTileMode, chooseTiles, tileModes, winner } from './trial.ts';

/** As in conv/block.gpu.test.ts: rounding of float32 sums. */
const tolerance = 1.5e-5;
/** A software adapter compiles nine programs with barriers in ten seconds. */
const patient = { compileMs: 120_000, timeMs: 120_000 };
const noTime = { compileMs: 0, timeMs: 0 };

const shape: ConvShape = { height: 6, width: 6, kernelHeight: 1, kernelWidth: 1, inChannels: 2, outChannels: 3, pool: true };

let device: GPUDevice;
beforeAll(async () => void ({ device } = await openWebGPU()));

describe('the winner of a trial', () => {
  it('is the favourite unless another is clearly faster', () => {
    expect(winner([10, 8.5, 12])).toBe(0);
    expect(winner([10, 12, 7])).toBe(2);
  });

  it('is one that was timed, and the favourite where none was', () => {
    expect(winner([undefined, 7, 5])).toBe(2);
    expect(winner([undefined, undefined])).toBe(0);
  });
});

describe('the way to tile', () => {
  it('is measured once, remembered, and then taken from memory', async () => {
    const answers = new Map<string, string>();
    await chooseTileMode(device, true, briefMemory(answers), patient);
    const chosen = tileModeName(tileModeOf(device));
    expect(tileModes(device, true).map(tileModeName)).toContain(chosen);
    expect(answers.get('mode')).toBe(chosen);
    answers.set('mode', 'registers');
    await chooseTileMode(device, true, briefMemory(answers), patient);
    expect(tileModeName(tileModeOf(device))).toBe('registers');
  });

  it('is the favourite where no time is left, and stays that', async () => {
    const memory = briefMemory();
    await chooseTileMode(device, true, memory, noTime);
    expect(tileModeOf(device)).toEqual(tileModes(device, true)[0]);
    expect(memory.recall('mode')).toBe(tileModeName(tileModes(device, true)[0]!));
  });
});

describe('tiles of a shape', () => {
  it('are chosen among the candidates in regions, kernel by kernel, remembered, and compute the right numbers', async () => {
    const answers = new Map<string, string>();
    setTileMode(device, { family: 'regions', subgroups: false }, { memory: briefMemory(answers) });
    variantOf(device, shape);
    expect(undecidedShapes(device)).toEqual([shape]);
    await chooseTiles(device, 2, patient);
    expect(undecidedShapes(device)).toEqual([]);
    expect(answers.size).toBe(3);
    const { forward, inputGradient, filterGradient } = variantOf(device, shape);
    expect(tilesInRegions(shape).forward).toContainEqual(forward);
    expect(tilesInRegions(shape).inputGradient).toContainEqual(inputGradient);
    expect(tilesInRegions(shape).filterGradient).toContainEqual(filterGradient);
    expect(Math.max(...Object.values(await convBlockErrors(convBlockCase(shape, 2))))).toBeLessThan(tolerance);
  });

  it('are the likeliest where no time is left, and stay those: with others, training would come to other last bits', async () => {
    const answers = new Map<string, string>();
    setTileMode(device, { family: 'regions', subgroups: false }, { memory: briefMemory(answers) });
    const likeliest = variantOf(device, shape);
    await chooseTiles(device, 2, noTime);
    expect(variantOf(device, shape)).toEqual(likeliest);
    expect(answers.size).toBe(3);
    // As a device that is opened in place of a lost one, or a set-up once more: what has been answered is not timed again.
    setTileMode(device, { family: 'regions', subgroups: false }, { memory: { recall: (question) => answers.get(question), keep: (question) => expect.fail(`${question} was asked again`) } });
    variantOf(device, shape);
    await chooseTiles(device, 2, patient);
    expect(variantOf(device, shape)).toEqual(likeliest);
  });
});
