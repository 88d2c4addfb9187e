import { useEffect, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { Part } from '../../data/split.ts';
import { useApp, useController } from '../shared/context.ts';

/** Images that are held for one data set. */
const most = 2000;

/** Images of the data set in use that were asked for so far. */
class Pictures {
  private dataset = '';
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
    if (dataset !== this.dataset || this.held.size > most) this.held.clear();
    this.dataset = dataset;
    missing.forEach((image, i) => this.held.set(`${part} ${image}`, seen[i]!));
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
