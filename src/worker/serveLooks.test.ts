import { describe, expect, it } from 'vitest';
import { tinyDataset } from '../training/tinyDataset.ts';
import { connectAndConfigure, experiment } from './serveCase.ts';

describe('what the worker tells of features', { timeout: 120_000 }, () => {
  it('says of drawn pictures what the runs say, and where they lie: features as they are, the same for an image of the probe', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('step', { id: 1, count: 3 });
    const { test } = tinyDataset({ side: 10, trainCount: 40 });
    const { features, step } = await client.send('features', {});
    const { probe } = of('probe')[0]!;
    const image = probe.indices[2]!;
    const picture = (test.values as Uint8Array).slice(100 * image, 100 * (image + 1));
    const answers = await client.send('draw', { values: Uint8Array.from([...picture, ...new Uint8Array(100)]), count: 2 });
    expect(answers.map((answer) => answer.step)).toEqual([step, step]);
    answers[0]!.runs.forEach(({ place, probabilities, distances, threshold }, r) => {
      expect([...place]).toEqual([...features[r]!.subarray(4, 6)].map((value) => expect.closeTo(value, 4)));
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect([distances.length, threshold > 0]).toEqual([10, true]);
    });
    for (const [values, count] of [[new Uint8Array(99), 1], [new Uint8Array(0), 0], [new Uint8Array(200), 1]] as const) {
      await expect(client.send('draw', { values, count })).rejects.toThrow(`${values.length} values are not ${count} pictures of 10 x 10 x 1.`);
    }
  });

  it('tells of two features drawn as they are the head, from which the rest follows, and of others what does not follow', async () => {
    const { client, of } = await connectAndConfigure();
    const last = () => of('snapshot').at(-1)!.snapshot;
    const bytes = () => last().runs.map((run) => Object.values({ ...run, ...run.told }).reduce((sum, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0));
    const classes = 10;
    const ofClasses = 2 * 8 * classes; // Centers and means.
    await client.send('step', { id: 1, count: 1 });
    const { count } = last();
    expect(last().runs.map(({ head, told }) => [head?.length, told])).toEqual([[20, undefined], [20, undefined]]);
    // A position, a prediction and the nearest mean of each point.
    expect(bytes()).toEqual([10 * count + ofClasses + 80, 10 * count + ofClasses + 80]);
    await client.send('configure', { id: 2, experiment: { ...experiment, runs: experiment.runs.map((run) => ({ ...run, head: 'linear-bias' })) } });
    expect(last().runs.map(({ head }) => head?.length)).toEqual([30, 30]);
    await client.send('configure', { id: 3, experiment: { ...experiment, dimension: 3, projection: 'pca' } });
    expect(last().runs.map(({ head, told }) => [head, told?.confidences.length, told?.distances.length])).toEqual([[undefined, last().count, last().count], [undefined, last().count, last().count]]);
  });
});
