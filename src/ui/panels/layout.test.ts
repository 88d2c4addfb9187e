import { describe, expect, it } from 'vitest';
import { exportLayout, exportView, panelLayout, plotConfig } from './layout.ts';
import { lookFor } from './look.ts';
import { sceneCase } from './sceneCase.ts';
import { fullWindow } from './view.ts';

const look = lookFor('light', 540);
const view = { extent: 20, window: fullWindow(600, 400), width: 600, height: 400 };

describe('panelLayout', () => {
  it('fills the panel with fixed axes of equal aspect, without ticks or grid', () => {
    const layout = panelLayout(view, look, 'zoom', 3);
    expect(layout).toMatchObject({ width: 600, height: 400, margin: { l: 0, r: 0, t: 0, b: 0 }, uirevision: 3, dragmode: 'zoom' });
    expect(layout.xaxis).toMatchObject({ range: [-1.5, 1.5], showgrid: false, showticklabels: false });
    expect(layout.yaxis).toMatchObject({ range: [-1, 1], scaleanchor: 'x' });
  });

  it('leaves dragging to the page where no tool is chosen', () => {
    expect(panelLayout(view, look, 'none', 0).dragmode).toBe(false);
  });
});

describe('plotConfig', () => {
  it('offers no upload and shows no logo', () => {
    expect(plotConfig).toMatchObject({ showSendToCloud: false, displaylogo: false });
  });
});

describe('exportLayout', () => {
  const large = exportView(view);

  it('keeps the window and its aspect on a longer side of 1,000 pixels', () => {
    expect(large).toMatchObject({ window: view.window, width: 1000 });
    expect(large.height).toBeCloseTo(2000 / 3, 6);
  });

  it('adds the run, the step and a bar as long as its number of units', () => {
    const { annotations, shapes, height } = exportLayout(sceneCase({ step: 1400 }), large, look);
    expect(annotations!.map(({ text }) => text)).toEqual(['Softmax · step 1,400', '10']);
    const { x0, x1 } = shapes![0]!;
    const pixelsPerUnit = large.height / 2 / 20;
    expect((Number(x1) - Number(x0)) * large.width).toBeCloseTo(10 * pixelsPerUnit, 6);
    expect(height).toBeGreaterThan(large.height);
  });
});
