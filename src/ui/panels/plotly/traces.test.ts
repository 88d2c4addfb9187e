import type { Data } from 'plotly.js/lib/core';
import { describe, expect, it } from 'vitest';
import { lookFor } from '../scene/look.ts';
import { fittedMarks } from '../scene/marks.ts';
import type { Scene } from '../scene/scene.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { traces } from './traces.ts';
import type { TraceType } from './traces.ts';

const look = lookFor('light', 540);
const named = (scene: Scene, type: TraceType = 'scattergl') => new Map(traces(scene, 20, look, type).map((trace) => [trace.name, trace as Data & Record<string, unknown>]));

describe('traces', () => {
  it('come in the order of drawing, all of one type', () => {
    expect([...named(sceneCase(), 'scatter')].map(([name, { type }]) => `${name} ${type}`)).toEqual(
      ['read right', 'read wrong', 'trail', 'lag', 'mean', 'center'].map((name) => `${name} scatter`),
    );
  });

  it('hold every point once, in normalised units, with its image’s number', () => {
    const right = named(sceneCase()).get('read right')!;
    const wrong = named(sceneCase()).get('read wrong')!;
    expect([right['customdata'], wrong['customdata']]).toEqual([[10, 11, 12, 13, 14], [15]]);
    expect([wrong['x'], wrong['y']]).toEqual([[21 / 20], [2 / 20]]);
  });

  it('say the label, the wrong reading, the real place and the image’s own number', () => {
    expect(named(sceneCase()).get('read wrong')!['hovertext']).toEqual(['<b>2 Dress</b>, read as <b>0</b><br>(21.0, 2.00)<br>test image 15']);
  });

  it('leave out hidden classes and points that are not finite', () => {
    const points = sceneCase().points.slice();
    points[0] = Number.NaN;
    const scene = sceneCase({ points, hidden: new Set([1]) });
    expect(named(scene).get('read right')!['customdata']).toEqual([11, 14]);
    expect(named(scene).get('center')!['text']).toEqual(['0', '2']);
  });

  it('separate the lines of classes by gaps', () => {
    const { x } = named(sceneCase({ hidden: new Set([2]) })).get('lag')!;
    expect(x).toEqual([0, 0, null, 0.5, 0.5, null]);
  });

  it('give points outside a selection a fainter colour of their class', () => {
    const { marker } = named(sceneCase({ selected: new Set([11]) })).get('read right')!;
    const [dim, full] = (marker as { color: string[] }).color;
    expect(dim).toBe(full!.replace(String(look.dotOpacity), String(look.dimOpacity)));
  });

  it('show names letter for letter: Plotly reads tags and entities', () => {
    const scene = sceneCase({ classNames: ['<b', '&', '<i>x</i>'] });
    expect(named(scene, 'scatter').get('center')!['text']).toEqual(['&lt;b', '&amp;', '2']);
    expect(named(scene).get('center')!['text']).toEqual(['<b', '&', '2']);
    expect(named(scene).get('read wrong')!['hovertext']).toEqual(['<b>2 &lt;i&gt;x&lt;/i&gt;</b>, read as <b>&lt;b</b><br>(21.0, 2.00)<br>test image 15']);
  });

  it('give classes beyond ten a symbol, also under the cross of one read wrong', () => {
    const classNames = Array.from({ length: 31 }, (_, c) => String(c));
    const scene = sceneCase({ classNames, labels: Uint8Array.of(0, 0, 11, 11, 22, 22), predictions: Uint8Array.of(0, 0, 11, 11, 22, 0), means: new Float32Array(62) });
    const drawn = named(scene, 'scatter');
    expect(drawn.get('read right')!['marker']).toMatchObject({ symbol: ['circle', 'circle', 'circle-open', 'circle-open', 'square'], size: [look.dot, look.dot, look.shape, look.shape, look.shape] });
    expect([...drawn.keys()].slice(0, 3)).toEqual(['read right', 'marks under crosses', 'read wrong']);
    expect(drawn.get('marks under crosses')!['marker']).toMatchObject({ symbol: ['square'] });
    expect((drawn.get('mean')!['marker'] as { symbol: string[] }).symbol.slice(9, 21)).toEqual(['circle', ...Array.from({ length: 10 }, () => 'circle'), 'square']);
  });

  it('have three axes of a picture in space under everything, and no place in a hover: what is on the panel is turned', () => {
    const scene = sceneCase({ orientation: { azimuth: 0, elevation: 90 } });
    const drawn = named(scene);
    expect([...drawn.keys()][0]).toBe('axes');
    const { x, y } = drawn.get('axes') as unknown as { x: (number | null)[]; y: (number | null)[] };
    const rounded = (values: readonly (number | null)[]) => values.map((value) => (value === null ? 'gap' : value.toFixed(3).replace('-0.000', '0.000')));
    expect(rounded(x)).toEqual(rounded([-1, 1, null, 0, 0, null, 0, 0, null]));
    expect(rounded(y)).toEqual(rounded([0, 0, null, 0, 0, null, 1, -1, null]));
    expect(drawn.get('read wrong')!['hovertext']).toEqual(['<b>2 Dress</b>, read as <b>0</b><br>test image 15']);
  });

  it('leave numbers out, and points under their marks in sight, where marks are small', () => {
    const small = new Map(traces(sceneCase(), 20, fittedMarks(look, 1), 'scattergl').map((trace) => [trace.name, trace as Data & Record<string, unknown>]));
    expect(small.get('center')).toMatchObject({ mode: 'markers', marker: { color: 'rgba(0,0,0,0)' } });
    expect(small.get('mean')).toMatchObject({ marker: { color: 'rgba(0,0,0,0)' } });
  });
});
