import { describe, expect, it } from 'vitest';
import { assembleDataset, pixelStatistics } from './dataset.ts';
import { idxImages, toIdx } from './fixture.ts';
import { readIdx } from './formats/idx.ts';

const images = (count: number, firstPixel = 0) => readIdx(idxImages(count, firstPixel), 'images');
const labels = (...values: number[]) => readIdx(toIdx([values.length], values), 'labels');

/** The pixel that all of an image's pixels have in `idxImages`, for each image. */
const pixels = (data: ArrayLike<number>) => Array.from({ length: data.length / 784 }, (_, i) => data[i * 784]);

describe('assembleDataset', () => {
  it('keeps the split of a set that has one', async () => {
    const parts = { trainImages: await images(3), trainLabels: await labels(7, 0, 9), testImages: await images(2, 50), testLabels: await labels(1, 1) };
    const dataset = assembleDataset('mnist', parts);
    expect(pixels(dataset.train.values)).toEqual([0, 1, 2]);
    expect([...dataset.train.labels]).toEqual([7, 0, 9]);
    expect(pixels(dataset.test.values)).toEqual([50, 51]);
    expect([...dataset.test.labels]).toEqual([1, 1]);
    expect(dataset).toMatchObject({ id: 'mnist', label: 'MNIST', form: { height: 28, width: 28, channels: 1, mean: 0.1307, std: 0.3081 } });
  });

  it('splits a whole set per class in file order: the first floor(4/5) train, the rest test', async () => {
    const whole = { images: await images(14), labels: await labels(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2) };
    const dataset = assembleDataset('mnist-10k', whole);
    expect(pixels(dataset.train.values)).toEqual([0, 1, 2, 3, 6, 7, 8, 9, 11, 12]); // floor(4.8), floor(4), floor(2.4)
    expect([...dataset.train.labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
    expect(pixels(dataset.test.values)).toEqual([4, 5, 10, 13]);
    expect([...dataset.test.labels]).toEqual([0, 0, 1, 2]);
  });

  it('refuses parts that do not fit, with the numbers', async () => {
    const test = { testImages: await images(1), testLabels: await labels(0) };
    const trainImages = await images(2);
    const trainLabels = await labels(0, 1);
    const small = await readIdx(toIdx([2, 20, 28], new Uint8Array(1120)), 'small');
    const bad: [Parameters<typeof assembleDataset>[1], string][] = [
      [{ trainLabels, ...test }, 'MNIST needs both trainImages and trainLabels.'],
      [{ trainImages, trainLabels }, 'MNIST needs both testImages and testLabels.'],
      [{ trainImages: small, trainLabels, ...test }, 'trainImages of MNIST are 2 x 20 x 28, expected N x 28 x 28.'],
      [{ trainImages: trainLabels, trainLabels, ...test }, 'trainImages of MNIST are 2, expected N x 28 x 28.'],
      [{ trainImages, trainLabels: await labels(0, 1, 2), ...test }, 'MNIST has 2 trainImages but 3 trainLabels.'],
      [{ trainImages, trainLabels: trainImages, ...test }, 'MNIST has 2 trainImages but 2 x 28 x 28 trainLabels.'],
      [{ trainImages, trainLabels: await labels(9, 10), ...test }, 'trainLabels of MNIST hold 10 at position 1, expected 0 to 9.'],
    ];
    for (const [parts, message] of bad) expect(() => assembleDataset('mnist', parts)).toThrow(message);
  });
});

describe('pixelStatistics', () => {
  it('are the mean and the deviation of pixels in 0..1', () => {
    const { mean, std } = pixelStatistics(Uint8Array.of(0, 0, 255, 51));
    expect(mean).toBeCloseTo(0.3, 12);
    expect(std).toBeCloseTo(Math.sqrt((2 * 0.09 + 0.49 + 0.01) / 4), 12);
  });

  it('divide nothing by zero', () => {
    expect(pixelStatistics(new Uint8Array(9).fill(51))).toEqual({ mean: 0.2, std: 1 });
    expect(pixelStatistics(new Uint8Array())).toEqual({ mean: 0, std: 1 });
  });
});
