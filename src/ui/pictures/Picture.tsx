import { useEffect, useRef, useState } from 'react';
import type { SeenImage } from '../../data/images/seen.ts';
import { inMemory } from '../shared/inMemory.ts';
import { useController } from '../shared/context.ts';
import styles from './Picture.module.css';
import { useSeen } from './useSeen.ts';

interface Props {
  /** The set that a person brought, and the image's path in it; a path of null asks the set that is trained on for image `index`. */
  readonly dataset: string;
  readonly path: string | null;
  readonly index?: number;
  /** Empty where the words beside it say the same. */
  readonly alt: string;
  /** Side in CSS pixels. */
  readonly side: number;
}

/** Draws an image into a canvas, as large as it is shown; few pixels stay sharp squares. */
async function draw(canvas: HTMLCanvasElement, { width, height, pixels }: SeenImage, side: number): Promise<void> {
  const bitmap = await createImageBitmap(new ImageData(pixels, width, height));
  const scale = (side * devicePixelRatio) / Math.max(width, height);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', inMemory);
  if (context) {
    context.imageSmoothingEnabled = scale < 1 || width > 64;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
}

/** An image as a network sees it, asked for when it comes in sight. */
export function Picture({ dataset, path, index = 0, alt, side }: Props) {
  const controller = useController();
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = useSeen(canvas);
  const [drawn, setDrawn] = useState<string | null>(null);
  const key = `${dataset}/${path ?? index}`;
  useEffect(() => {
    if (!seen) return;
    let wanted = true;
    const show = async () => {
      const image = await (path === null ? controller.pictures('train', [index]).then((images) => images?.[0]) : controller.example(dataset, path));
      if (!wanted || !image || !canvas.current) return;
      await draw(canvas.current, image, side);
      if (wanted) setDrawn(key);
    };
    void show();
    return () => {
      wanted = false;
    };
  }, [controller, seen, dataset, path, index, side, key]);
  return <canvas ref={canvas} className={styles['picture']} {...(alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true })} data-drawn={drawn === key} width={1} height={1} style={{ '--side': `${side}px` }} />;
}
