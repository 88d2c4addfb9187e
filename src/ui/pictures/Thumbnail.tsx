import { useLayoutEffect, useRef } from 'react';
import type { SeenImage } from '../../data/images/seen.ts';
import { inMemory } from '../shared/inMemory.ts';
import styles from './Thumbnail.module.css';

/** Images of fewer pixels are drawn as squares. */
const smooth = 64;

/** An image as the network sees it. */
export function Thumbnail({ image, alt }: { readonly image: SeenImage; readonly alt: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, pixels } = image;
  useLayoutEffect(() => canvas.current?.getContext('2d', inMemory)?.putImageData(new ImageData(pixels, width, height), 0, 0), [pixels, width, height]);
  return <canvas ref={canvas} className={width < smooth ? styles['pixels'] : undefined} width={width} height={height} {...(alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })} />;
}
