import type { Figure } from '../../app/desks/figures.ts';
import { fileName } from '../../app/home/fileName.ts';
import { pngWithProof, svgWithProof } from '../../app/proof/proof.ts';
import type { HomeFile } from '../../app/desks/takeHome.ts';
import type { AppState } from '../../app/store/state.ts';
import { PlaygroundError } from '../../errors.ts';
import { figureContents } from './contents.ts';
import type { FigureWish } from './contents.ts';
import { figureSvg } from './figureSvg.ts';

/** Pixels of a PNG per unit of the figure, and its longest side: larger canvases are refused by some browsers. */
const scale = 2;
const longest = 8192;

/** An SVG drawn on a canvas. @throws PlaygroundError where the browser cannot draw it. */
async function rasterised(svg: string, width: number, height: number): Promise<Uint8Array> {
  const failed = () => new PlaygroundError('The browser could not draw the figure as a PNG.', 'Save it as SVG, or close other tabs and try again.');
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode().catch(() => {
      throw failed();
    });
    const ratio = Math.min(scale, longest / Math.max(width, height));
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(ratio * width), height: Math.round(ratio * height) });
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw failed();
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A figure as a file, with its proof in it where there is one. */
export async function figureFile(figure: Figure, format: 'png' | 'svg', state: AppState, wish: FigureWish): Promise<HomeFile> {
  const { svg, width, height } = figureSvg(figureContents(figure, state, wish));
  const { portrait, proof } = figure;
  const name = fileName([portrait.dataset.label, 'figure', 'step', portrait.look.step], format);
  if (format === 'svg') return { name, blob: new Blob([proof ? svgWithProof(svg, proof) : svg], { type: 'image/svg+xml' }) };
  const png = await rasterised(svg, width, height);
  return { name, blob: new Blob([proof ? pngWithProof(png, proof) : (png as Uint8Array<ArrayBuffer>)], { type: 'image/png' }) };
}
