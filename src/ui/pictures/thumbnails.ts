import { useEffect, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { Part } from '../../data/split/split.ts';
import { useApp, useController } from '../shared/context.ts';

/** Bytes of images that are held for one data set: 640 photographs of 224 x 224 pixels, or all digits of a sample. */
const mostBytes = 128e6;

/** Images of the data set in use that were asked for lately. */
class Pictures {
  private dataset = '';
  private bytes = 0;
  private readonly held = new Map<string, SeenImage>();

  get(dataset: string, part: Part, image: number): SeenImage | undefined {
    return dataset === this.dataset ? this.held.get(`${part} ${image}`) : undefined;
  }

  /** Fetches what is not held. Resolves when all that can be had is there. */
  async fetch(controller: Controller, dataset: string, part: Part, images: readonly number[]): Promise<void> {
    const missing = images.filter((image) => !this.get(dataset, part, image));
    if (missing.length === 0) return;
    const seen = await controller.pictures(part, missing);
    if (!seen) return;
    if (dataset !== this.dataset) {
      this.held.clear();
      this.bytes = 0;
    }
    this.dataset = dataset;
    missing.forEach((image, i) => this.keep(`${part} ${image}`, seen[i]!));
    this.forgetOldest();
  }

  private keep(key: string, image: SeenImage): void {
    this.bytes += image.pixels.length - (this.held.get(key)?.pixels.length ?? 0);
    this.held.set(key, image);
  }

  private forgetOldest(): void {
    for (const [key, { pixels }] of this.held) {
      if (this.bytes <= mostBytes) return;
      this.held.delete(key);
      this.bytes -= pixels.length;
    }
  }
}

const pictures = new Pictures();

/** Images of the data set in use by their numbers; undefined where one has not come yet. */
export function useThumbnails(part: Part, images: readonly number[]): readonly (SeenImage | undefined)[] {
  const controller = useController();
  const dataset = useApp((state) => state.setUp?.dataset.id ?? '');
  const [, setArrivals] = useState(0);
  const key = images.join(' ');
  useEffect(() => {
    let left = false;
    const wanted = key === '' ? [] : key.split(' ').map(Number);
    void pictures.fetch(controller, dataset, part, wanted).then(() => left || setArrivals((count) => count + 1));
    return () => {
      left = true;
    };
  }, [controller, dataset, part, key]);
  return images.map((image) => pictures.get(dataset, part, image));
}

/** Test images of the data set in use by their numbers; undefined for those that cannot be had now. */
export async function testImages(controller: Controller, images: readonly number[]): Promise<readonly (SeenImage | undefined)[]> {
  const dataset = controller.store.getState().setUp?.dataset.id ?? '';
  await pictures.fetch(controller, dataset, 'test', images);
  return images.map((image) => pictures.get(dataset, 'test', image));
}
