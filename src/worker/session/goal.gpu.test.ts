import { beforeAll, describe, expect, it } from 'vitest';
import type { Branch } from '../../config/branch.ts';
import type { LiveChange } from '../../config/liveChange.ts';
import { makeTerm, runOf } from '../../config/experiment.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { checkpointCases, differences } from '../../training/checkpoint/cases.ts';
import type { Checkpoint } from '../../training/checkpoint/checkpoint.ts';
import { Lifeline } from '../../training/loop/lifeline.ts';
import { Trainer } from '../../training/trainer.ts';
import { branchedCheckpoint, trainTo } from './goal.ts';

beforeAll(async () => void (await openBackend('webgpu')));

const way = { log: [], lifeline: new Lifeline(), signal: new AbortController().signal, onStep: () => undefined };

/** The arrays of one run. */
const ofRun = ({ arrays }: Checkpoint, run: number) => Object.entries(arrays).flatMap(([name, values]) => (name.startsWith(`runs/${run}/`) ? [[name.slice(`runs/${run}/`.length), values]] : []));

describe('a way to a step on WebGPU', () => {
  it.each(checkpointCases.filter(({ experiment }) => experiment.model !== 'lenet++'))('of $experiment.model with $experiment.optimizer comes to the same numbers to the bit, and a branch without a change is its parent', async ({ experiment, dataset }) => {
    const change: LiveChange = { kind: 'term', loss: 'center', runs: [experiment.runs.length - 1], weight: 0.7, on: true };
    const first = new Trainer(experiment, dataset);
    await first.prepare(() => undefined);
    first.advance(3);
    const early = await first.checkpoint();
    first.advance(4);
    first.change(change);
    first.advance(5);
    const late = await first.checkpoint();
    first.dispose();

    const again = new Trainer(experiment, dataset);
    again.restore(early);
    const steps: number[] = [];
    await trainTo(again, 12, { ...way, log: [{ step: 7, change }], onStep: (step) => steps.push(step) });
    const there = await again.checkpoint();
    expect(differences(there, late)).toEqual([]);
    expect(steps.at(-1)).toBe(12);
    again.dispose();

    const parent = experiment.runs.length - 1;
    const branch: Branch = { beside: experiment.runs.map((_, r) => r), parent, run: { ...there.experiment.runs[parent]!, id: 'fork-1', name: 'fork' } };
    const branched = await branchedCheckpoint(there, branch, async (made) => new Trainer(made, dataset));
    const both = new Trainer(branched.experiment, dataset);
    both.restore(branched);
    both.advance(6);
    const end = await both.checkpoint();
    both.dispose();
    expect(ofRun(end, parent + 1)).toEqual(ofRun(end, parent));
  });

  it('begins a new term where the parent has none, and keeps the rest', async () => {
    const { experiment, dataset } = checkpointCases.at(-1)!;
    const trainer = new Trainer(experiment, dataset);
    trainer.advance(3);
    const checkpoint = await trainer.checkpoint();
    trainer.dispose();
    const run = { ...runOf('ring', [makeTerm('ring')], 'fork-1'), head: experiment.runs[0]!.head };
    const branched = await branchedCheckpoint(checkpoint, { beside: [], parent: 0, run }, async (made) => new Trainer(made, dataset));
    const own = Object.fromEntries(ofRun(branched, 0)) as Checkpoint['arrays'];
    const before = Object.fromEntries(ofRun(checkpoint, 0)) as Checkpoint['arrays'];
    const shared = Object.keys(own).filter((name) => name in before);
    expect(shared.map((name) => own[name])).toEqual(shared.map((name) => before[name]));
    expect(Object.keys(own).filter((name) => !(name in before)).some((name) => name.includes('ring'))).toBe(true);
    const again = new Trainer(branched.experiment, dataset);
    again.restore(branched);
    again.advance(2);
    expect((await again.readLosses()).fault).toBeNull();
    expect((await again.readLosses()).trace.losses).toEqual([]);
    again.dispose();
  });
});
