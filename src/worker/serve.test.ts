import { describe, expect, it } from 'vitest';
import type { WorkerEvent } from './protocol.ts';
import { connect, connectAndConfigure, experiment, fashionArrives } from './serveCase.ts';

/** How a command is refused. */
const refusal = (command: Promise<unknown>) => command.then(() => 'not refused', String);

describe('the worker', { timeout: 120_000 }, () => {
  it('sets an experiment up at step 0 and shows its untrained features', async () => {
    const { of } = await connectAndConfigure();
    expect(of('prepared')[0]!.setUp).toMatchObject({ parameterCount: 8270, stepsPerEpoch: 5, dataset: { trainCount: 40, testCount: 20 } });
    const [{ snapshot, evaluation }] = of('snapshot') as [Extract<WorkerEvent, { type: 'snapshot' }>];
    expect(snapshot.step).toBe(0);
    expect(snapshot.runs.map(({ points }) => points.length)).toEqual([40, 40]);
    expect(snapshot.runs[0]!.points).toEqual(snapshot.runs[1]!.points);
    expect(evaluation).toMatchObject({ step: 0, count: 20 });
  });

  it('trains the runs in lock-step: the first losses are equal, later ones differ', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('step', { id: 1, count: 3 });
    const traces = of('progress').map(({ trace }) => trace);
    expect(traces[0]!.firstStep).toBe(1);
    const losses = traces.flatMap((trace) => trace.losses);
    expect(losses).toHaveLength(3);
    expect(losses[0]![0]).toEqual(losses[0]![1]);
    expect(losses[2]![0]!['softmax']).not.toBe(losses[2]![1]!['softmax']);
    expect((await client.send('evaluate', {})).step).toBe(3);
  });

  it('pauses a training and says so', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('start', { id: 1 });
    await client.send('pause', {});
    expect(of('running').map(({ running }) => running)).toEqual([true, false]);
    const { step } = await client.send('features', {});
    expect((await client.send('features', {})).step).toBe(step);
  });

  it('changes the center weight live, in runs that have the term', async () => {
    const { client } = await connectAndConfigure();
    await client.send('change', { id: 1, change: { kind: 'term', loss: 'center', runs: [1], weight: 5, on: true } });
    await expect(client.send('change', { id: 1, change: { kind: 'term', loss: 'center', runs: [0], weight: 5, on: true } })).rejects.toThrow('Run 0 has no center loss term.');
  });

  it('keeps the experiment in effect when another cannot be set up', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('step', { id: 1, count: 1 });
    await expect(client.send('configure', { id: 2, experiment: { ...experiment, dataset: 'mnist' } })).rejects.toThrow('MNIST is not here.');
    await expect(client.send('configure', { id: 3, experiment: { ...experiment, batchSize: 41 } })).rejects.toThrow('41');
    await client.send('step', { id: 1, count: 1 });
    expect(of('progress').at(-1)).toMatchObject({ id: 1, step: 2 });
  });

  it('halts with step, run and rates when a loss is not finite, and trains again after a new set-up', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('change', { id: 1, change: { kind: 'rates', learningRate: 1e38, centerRate: 0.5 } });
    await expect(client.send('step', { id: 1, count: 8 })).rejects.toThrow(/became (NaN|Infinity) in run "Softmax.*" at step \d \(learning rate 1e\+38/);
    expect(of('halted')[0]).toMatchObject({ cause: 'diverged', id: 1 });
    await client.send('configure', { id: 2, experiment });
    await client.send('step', { id: 2, count: 1 });
    expect(of('progress').at(-1)).toMatchObject({ id: 2, step: 1 });
  });

  it('refuses commands before there is an experiment, with a hint', async () => {
    const { client } = connect();
    await expect(client.send('start', { id: 1 })).rejects.toMatchObject({ message: 'No experiment is set up yet.', hint: expect.stringContaining('configure') });
  });

  describe('takes commands in order', () => {
    it('adds steps up that are asked for at once', async () => {
      const { client, of } = await connectAndConfigure();
      await Promise.all([client.send('step', { id: 1, count: 3 }), client.send('step', { id: 1, count: 4 })]);
      expect(of('progress').at(-1)!.step).toBe(7);
    });

    it('refuses steps that a pause comes before, with the step reached', async () => {
      const { client } = await connectAndConfigure();
      const step = client.send('step', { id: 1, count: 1000 });
      const refused = refusal(step);
      await client.send('pause', {});
      expect(await refused).toMatch(/Paused at step \d+, before step 1000 was reached/);
    });

    it('ends everything before a set-up, which starts at step 0', async () => {
      const { client, of } = await connectAndConfigure();
      const step = client.send('step', { id: 1, count: 1000 });
      const refused = refusal(step);
      await client.send('configure', { id: 2, experiment });
      expect(await refused).toMatch(/Set up anew at step/);
      await client.send('step', { id: 2, count: 1 });
      expect(of('progress').at(-1)).toMatchObject({ id: 2, step: 1 });
    });

    it('sets up the last one of several, and refuses the others', async () => {
      const { client, of } = await connectAndConfigure();
      const second = refusal(client.send('configure', { id: 2, experiment: { ...experiment, dataset: 'fashion-mnist' } }));
      const third = client.send('configure', { id: 3, experiment });
      // Answered after both set-ups have reached the worker.
      await client.send('availability', {});
      fashionArrives();
      await third;
      expect(await second).toContain('Another set-up took its place.');
      expect(of('prepared').map(({ id }) => id)).toEqual([1, 3]);
    });

    it('trains nothing after a set-up that failed, when asked for both at once', async () => {
      const { client, of } = await connectAndConfigure();
      const failed = refusal(client.send('configure', { id: 2, experiment: { ...experiment, batchSize: 41 } }));
      const start = refusal(client.send('start', { id: 2 }));
      const step = refusal(client.send('step', { id: 2, count: 2 }));
      expect(await failed).toContain('41');
      for (const refused of [start, step]) expect(await refused).toContain('The set-up before it failed');
      expect(of('progress')).toEqual([]);
      await client.send('step', { id: 1, count: 1 });
      expect(of('progress').at(-1)).toMatchObject({ id: 1, step: 1 });
    });

    it('makes a live change that a pause follows at once', async () => {
      const { client } = await connectAndConfigure();
      const configured = client.send('configure', { id: 2, experiment });
      const changed = client.send('change', { id: 2, change: { kind: 'term', loss: 'center', runs: [1], weight: 4, on: true } });
      await Promise.all([configured, changed, client.send('pause', {})]);
      expect((await client.send('checkpoint', {})).experiment.runs[1]!.objective[1]!.weight).toBe(4);
    });

    it('makes a live change at one step in all runs that it names', async () => {
      const { client } = await connectAndConfigure();
      const runs = [1, 2].map((run) => ({ ...experiment.runs[1]!, id: `run-${run}`, name: `center ${run}` }));
      await client.send('configure', { id: 2, experiment: { ...experiment, runs } });
      await client.send('start', { id: 2 });
      await client.send('change', { id: 2, change: { kind: 'term', loss: 'center', runs: [0, 1], weight: 3, on: true } });
      await client.send('pause', {});
      const { log, experiment: kept } = await client.send('checkpoint', {});
      expect(log).toHaveLength(1);
      expect(kept.runs.map((run) => run.objective[1]!.weight)).toEqual([3, 3]);
    });
  });

  describe('keeps a training', () => {
    it('sets a checkpoint up again at its step, and goes on with the same losses to the bit', async () => {
      const { client, of } = await connectAndConfigure();
      await client.send('step', { id: 1, count: 5 });
      const { bytes, step, log } = await client.send('checkpoint', {});
      expect(step).toBe(5);
      await client.send('step', { id: 1, count: 4 });
      const whole = of('progress').flatMap(({ trace }) => trace.losses);
      const other = await connectAndConfigure();
      const setUp = await other.client.send('restore', { id: 5, bytes, log });
      expect(setUp.step).toBe(5);
      await other.client.send('step', { id: 5, count: 4 });
      const traces = other.of('progress').map(({ trace }) => trace);
      expect(traces[0]!.firstStep).toBe(6);
      expect(traces.flatMap(({ losses }) => losses)).toEqual(whole.slice(5));
    });

    it('tells a checkpoint whenever training comes to rest', async () => {
      const { client, of } = await connectAndConfigure();
      await client.send('step', { id: 1, count: 5 });
      await client.send('memory', {});
      expect(of('checkpointed').at(-1)!.training).toMatchObject({ step: 5 });
    });

    it('keeps the training in effect, to the bit, when a checkpoint cannot be read', async () => {
      const { client, of } = await connectAndConfigure();
      await client.send('step', { id: 1, count: 6 });
      const { bytes } = await client.send('checkpoint', {});
      new Uint8Array(bytes)[bytes.byteLength - 3]! ^= 1;
      await expect(client.send('restore', { id: 2, bytes, log: [] })).rejects.toThrow('checkpoint');
      await client.send('step', { id: 1, count: 1 });
      expect(of('progress').at(-1)).toMatchObject({ id: 1, step: 7 });
    });

    it('tells a checkpoint of a training set up at its step before it is trained', async () => {
      const { client, of } = await connectAndConfigure();
      await client.send('step', { id: 1, count: 2 });
      const { bytes, log } = await client.send('checkpoint', {});
      await client.send('restore', { id: 2, bytes, log });
      await client.send('memory', {});
      expect(of('checkpointed').map(({ id, training: { step } }) => [id, step])).toContainEqual([2, 2]);
    });

    it('keeps the last good picture, measures and checkpoint of a training that diverges', async () => {
      const { client, of } = await connectAndConfigure();
      await client.send('step', { id: 1, count: 2 });
      await client.send('memory', {});
      const before = [of('snapshot').length, of('checkpointed').length];
      await client.send('change', { id: 1, change: { kind: 'rates', learningRate: 1e38, centerRate: 0.5 } });
      await expect(client.send('step', { id: 1, count: 8 })).rejects.toThrow('became');
      expect([of('snapshot').length, of('checkpointed').length]).toEqual(before);
      for (const { snapshot } of of('snapshot')) for (const { points } of snapshot.runs) expect(points.every(Number.isFinite)).toBe(true);
      await expect(client.send('start', { id: 1 })).rejects.toThrow('became');
      await client.send('keep', {});
      expect(of('checkpointed')).toHaveLength(before[1]!);
      // What it diverged by can be changed before it is set up again.
      await client.send('change', { id: 1, change: { kind: 'rates', learningRate: 0.005, centerRate: 0.5 } });
    });
  });
});
