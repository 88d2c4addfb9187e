import { describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.ts';
import { drawnClasses, requireLeft, trainedPlaces } from './heldOut.ts';

const labels = Uint8Array.of(2, 0, 1, 2, 0, 3);

/** Four classes; class 3 has no image to train on. */
const dataset: Dataset = {
  id: 'pixels-0123456789ab',
  label: 'Shapes',
  classNames: ['a', 'b', 'c', 'd'],
  form: { length: 1 },
  train: { values: new Float32Array(5), labels: labels.slice(0, 5) },
  test: { values: new Float32Array(1), labels: labels.slice(5) },
};

describe('classes left out of training', () => {
  it('have none of their examples among those that train', () => {
    expect([...trainedPlaces(labels, [2, 3])]).toEqual([1, 2, 4]);
    expect([...trainedPlaces(labels, [])]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are a quarter by seed, at least one, and leave two', () => {
    expect([2, 3, 7, 10, 21, 200].map((classes) => drawnClasses(classes, 1).length)).toEqual([0, 1, 1, 2, 5, 50]);
    const drawn = drawnClasses(21, 1);
    expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
    expect(drawn.every((one) => one >= 0 && one < 21)).toBe(true);
    expect(drawnClasses(21, 1)).toEqual(drawn);
    expect([2, 3, 4].map((seed) => drawnClasses(21, seed).join())).not.toContain(drawn.join());
  });

  it('are refused where there is no such class, or where fewer than two train', () => {
    expect(() => requireLeft(dataset, [])).not.toThrow();
    expect(() => requireLeft(dataset, [2])).not.toThrow();
    expect(() => requireLeft(dataset, [4])).toThrow('Shapes has no class 4 to leave out of training.');
    expect(() => requireLeft(dataset, [1, 2])).toThrow('Without 2 of its 4 classes, Shapes has one to train on.');
    expect(() => requireLeft(dataset, [0, 1, 2])).toThrow('has none to train on');
  });
});
