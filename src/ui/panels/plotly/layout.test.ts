import { describe, expect, it } from 'vitest';
import { lookFor } from '../scene/look.ts';
import { fullWindow } from '../view/view.ts';
import { panelLayout, plotConfig } from './layout.ts';

const look = lookFor('light', 540);
const view = { extent: 20, window: fullWindow(600, 400), width: 600, height: 400 };

describe('panelLayout', () => {
  it('fills the panel with fixed axes of equal aspect, without ticks or grid', () => {
    const layout = panelLayout(view, look);
    expect(layout).toMatchObject({ width: 600, height: 400, margin: { l: 0, r: 0, t: 0, b: 0 }, dragmode: false });
    expect(layout.xaxis).toMatchObject({ range: [-1.5, 1.5], showgrid: false, showticklabels: false });
    expect(layout.yaxis).toMatchObject({ range: [-1, 1], scaleanchor: 'x', zeroline: true });
    expect(panelLayout(view, look, { orientation: { azimuth: 0, elevation: 0 } })).toMatchObject({ xaxis: { zeroline: false }, yaxis: { zeroline: false } });
  });
});

describe('plotConfig', () => {
  it('offers no upload and shows no logo', () => {
    expect(plotConfig).toMatchObject({ showSendToCloud: false, displaylogo: false });
  });
});
