import { DeviceBatches } from './deviceBatches.ts';
import { DeviceEmbeddings } from './deviceEmbeddings.ts';
import { DeviceImages } from './deviceImages.ts';
import { imageSet } from './imageCases.ts';

/** Tests only: seven images of six bytes in batches of three, drawn through two orders and beyond their ends. */
export async function drawnBatches(): Promise<{ drawn: { images: number[]; labels: number[] }[]; expected: { images: number[]; labels: number[] }[] }> {
  const shape = { height: 2, width: 3, channels: 1, mean: 0.5, std: 0.25 };
  const { pixels, labels } = imageSet(7, shape);
  const images = new DeviceImages(pixels, labels, shape);
  const batches = new DeviceBatches(images, 3);
  const read = async ({ examples: chosen, labels: classes }: ReturnType<DeviceImages['batch']>) => {
    const values = { images: [...(await chosen.data())], labels: [...(await classes.data())] };
    chosen.dispose();
    classes.dispose();
    return values;
  };
  const drawn = [await read(batches.next())];
  for (const order of [[6, 5, 4, 3, 2, 1, 0], [0, 2, 4, 6, 1, 3, 5]]) {
    batches.setOrder(Int32Array.from(order));
    for (let step = 0; step < 3; step++) drawn.push(await read(batches.next()));
  }
  const expected = [];
  for (const indices of [[0, 1, 2], [6, 5, 4], [3, 2, 1], [6, 5, 4], [0, 2, 4], [6, 1, 3], [0, 2, 4]]) {
    expected.push(await read(images.batch(Int32Array.from(indices))));
  }
  batches.dispose();
  images.dispose();
  return { drawn, expected };
}

/** Tests only: four of seven images, in batches of two, drawn beyond the end of their order; with the images that this should give. */
export async function drawnSome(): Promise<{ drawn: number[][]; expected: number[][] }> {
  const shape = { height: 1, width: 2, channels: 1, mean: 0, std: 1 };
  const { pixels, labels } = imageSet(7, shape);
  const images = new DeviceImages(pixels, labels, shape);
  const batches = new DeviceBatches(images, 2, 4);
  batches.setOrder(Int32Array.of(6, 1, 4, 2));
  const read = async ({ examples, labels: classes }: ReturnType<DeviceImages['batch']>) => {
    const values = [...(await examples.data()), ...(await classes.data())];
    examples.dispose();
    classes.dispose();
    return values;
  };
  const [drawn, expected]: [number[][], number[][]] = [[], []];
  for (let step = 0; step < 3; step++) drawn.push(await read(batches.next()));
  for (const indices of [[6, 1], [4, 2], [6, 1]]) expected.push(await read(images.batch(Int32Array.from(indices))));
  batches.dispose();
  images.dispose();
  return { drawn, expected };
}

/** Tests only: five embeddings of 40 numbers in two variants, in batches of two, drawn through an order and beyond its end; with the rows and labels that this should give. */
export async function drawnEmbeddings(): Promise<{ drawn: { values: number[]; labels: number[] }[]; expected: { values: number[]; labels: number[] }[] }> {
  const [count, variants, length] = [5, 2, 40];
  const values = Float32Array.from({ length: count * variants * length }, (_, k) => k / 4);
  const labels = Uint8Array.of(3, 1, 4, 1, 5);
  const embeddings = new DeviceEmbeddings(values, labels, length, variants);
  const batches = new DeviceBatches(embeddings, 2);
  batches.setOrder(Int32Array.of(9, 0, 3, 4, 7));
  const read = async ({ examples, labels: classes }: ReturnType<DeviceEmbeddings['batch']>) => {
    const read = { values: [...(await examples.data())], labels: [...(await classes.data())] };
    examples.dispose();
    classes.dispose();
    return read;
  };
  const drawn = [];
  for (let step = 0; step < 3; step++) drawn.push(await read(batches.next()));
  drawn.push(await read(embeddings.batch(Int32Array.of(1, 8))));
  batches.dispose();
  embeddings.dispose();
  const rows = [[9, 0], [3, 4], [9, 0], [1, 8]];
  const expected = rows.map((chosen) => ({
    values: chosen.flatMap((row) => [...values.subarray(row * length, (row + 1) * length)]),
    labels: chosen.map((row) => labels[Math.floor(row / variants)]!),
  }));
  return { drawn, expected };
}
