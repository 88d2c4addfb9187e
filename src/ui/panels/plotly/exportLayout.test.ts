import { describe, expect, it } from 'vitest';
import { lookFor } from '../scene/look.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { fullWindow } from '../view/view.ts';
import { caption, exportLayout, exportView } from './exportLayout.ts';

const look = lookFor('light', 540);
const view = { extent: 20, window: fullWindow(600, 400), width: 600, height: 400 };
const large = exportView(view);
const bare = { names: [], spread: false };
const origin = { run: 1, weights: [['λ', 0.1]] as const, dataset: 'MNIST-10k', seed: 7 };

describe('exportView', () => {
  it('keeps the window and its aspect on a longer side of 1,000 pixels', () => {
    expect(large).toMatchObject({ window: view.window, width: 1000 });
    expect(large.height).toBeCloseTo(2000 / 3, 6);
  });
});

describe('caption', () => {
  it('says weight, data set, seed, step and number of images', () => {
    expect(caption(sceneCase({ step: 1400 }), origin)).toBe('λ 0.1 · MNIST-10k · seed 7 · step 1,400 · 6 test images');
    expect(caption(sceneCase(), { ...origin, weights: [['λ', 0]] })).toContain('λ 0 ·');
    expect(caption(sceneCase({ drawnAs: '64 features drawn in the plane by PCA' }), origin)).toMatch(/test images · 64 features drawn in the plane by PCA$/);
    expect(caption(sceneCase({ drawnAs: '3 features drawn by PCA in space', orientation: { azimuth: 30, elevation: 0 } }), origin)).toMatch(/3 features drawn by PCA in space · seen from 30° right$/);
  });
});

describe('exportLayout', () => {
  it('adds the name letter for letter, the caption, and a bar as long as its number of units', () => {
    const { annotations, shapes, height } = exportLayout(sceneCase({ step: 1400, title: '<b>x</b> & 中心' }), origin, large, look, bare);
    expect(annotations!.slice(0, 3).map(({ text }) => text)).toEqual(['&lt;b&gt;x&lt;/b&gt; &amp; 中心', 'λ 0.1 · MNIST-10k · seed 7 · step 1,400 · 6 test images', '10']);
    const { x0, x1 } = shapes![0]!;
    const pixelsPerUnit = large.height / 2 / 20;
    expect((Number(x1) - Number(x0)) * large.width).toBeCloseTo(10 * pixelsPerUnit, 6);
    expect(height).toBeGreaterThan(large.height);
  });

  it('names the classes shown, each beside its colour, under the plot', () => {
    const { annotations, shapes } = exportLayout(sceneCase({ hidden: new Set([1]) }), origin, large, look, bare);
    expect(annotations!.slice(3).map(({ text }) => text)).toEqual(['0', '2 Dress']);
    expect(shapes!.slice(1).map((shape) => shape.fillcolor)).toEqual([look.colors[0], look.colors[2]]);
    for (const { y } of annotations!.slice(3)) expect(y).toBeLessThan(0);
  });

  it('gives classes beyond ten their mark in the legend, and names the means where the panel does', () => {
    const classNames = Array.from({ length: 21 }, (_, c) => `class ${c}`);
    const name = { classIndex: 20, text: '<b>', box: { left: 100, top: 50, width: 40, height: 15 } };
    const { annotations, shapes } = exportLayout(sceneCase({ classNames }), origin, large, look, { ...bare, names: [name] });
    const [disc, ring, square] = [0, 10, 20].map((c) => shapes![1 + c]!);
    expect([disc, ring, square]).toMatchObject([
      { type: 'circle', fillcolor: look.colors[0], line: { width: 0 } },
      { type: 'circle', fillcolor: 'rgba(0,0,0,0)', line: { color: look.colors[0] } },
      { type: 'path', fillcolor: look.colors[0] },
    ]);
    const named = annotations!.at(-1)!;
    expect([named.text, Number(named.x) * large.width, (1 - Number(named.y)) * large.height]).toEqual(['&lt;b&gt;', expect.closeTo(120, 6), expect.closeTo(57.5, 6)]);
  });

  it('draws the spread of the classes shown where the panel does, around their means, two rings each', () => {
    const points = Float32Array.of(-2, 0, 2, 0, 0, 1, 9, 5, 10, 6, 11, 5);
    const labels = Uint8Array.of(0, 0, 0, 1, 1, 1);
    const drawn = (spread: boolean, hidden: number[]) => exportLayout(sceneCase({ points, labels, hidden: new Set(hidden) }), origin, large, look, { ...bare, spread }).shapes!.filter(({ xref }) => xref === 'x');
    expect(drawn(false, [])).toEqual([]);
    const rings = drawn(true, []);
    expect(rings.map(({ line }) => line!.color)).toEqual([0, 0, 1, 1].map((c) => look.inks[c]));
    expect(drawn(true, [0])).toEqual(rings.slice(2));
    // Class 0 reaches twice as far as one standard deviation, 2, to the right of its mean, in units of the extent 20.
    expect(rings.slice(0, 2).map(({ path }) => Number(/^M([-\d.]+),/.exec(path!)![1]))).toEqual([expect.closeTo(2 / 20, 6), expect.closeTo(4 / 20, 6)]);
  });

  it('keeps forty wide letters and many long class names within the picture', () => {
    const classNames = Array.from({ length: 21 }, (_, c) => `Black-throated Blue Warbler ${c}`);
    const { annotations, width, height, margin } = exportLayout(sceneCase({ title: '中'.repeat(40), classNames }), origin, large, look, bare);
    for (const { text, font, x, y } of annotations!) {
      expect(Number(x) * large.width + 0.5 * Number(font!.size) * text!.length).toBeLessThan(width);
      expect((1 - Number(y)) * large.height + margin!.t!).toBeLessThan(height);
    }
  });
});
