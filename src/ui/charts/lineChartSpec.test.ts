import { describe, expect, it } from 'vitest';
import { chartLayout, chartTraces } from './lineChartSpec.ts';

const look = { color: '#000', family: 'serif', background: '#fff' };
const line = { run: 0, name: 'Softmax', x: [0, 10], y: [0.1, 0.5] };

describe('a chart over steps', () => {
  it('ends at the last step, whatever was measured by then', () => {
    expect(chartLayout({ scale: 'linear', format: '.1~%' }, 37, look).xaxis?.range).toEqual([0, 37]);
    expect(chartLayout({ scale: 'linear', format: '.1~%' }, 0, look).xaxis?.range).toEqual([0, 1]);
  });

  it('keeps its vertical axis within bounds, where there are any', () => {
    expect(chartLayout({ scale: 'linear', format: '.1~%', bounds: [0, 1] }, 10, look).yaxis).toMatchObject({ autorangeoptions: { clipmin: 0, clipmax: 1 } });
    expect(chartLayout({ scale: 'log', format: '.2~g' }, 10, look).yaxis).not.toHaveProperty('autorangeoptions');
  });

  it('has a hover that hides what lies behind it, with the whole name', () => {
    expect(chartLayout({ scale: 'log', format: '.2~g' }, 10, look).hoverlabel).toMatchObject({ bgcolor: '#fff', namelength: -1 });
  });

  it('joins a line, leaves points alone, and marks what stands between two gaps', () => {
    const traces = chartTraces([line, { ...line, as: 'points' }, { ...line, x: [0], y: [0.1] }, { ...line, x: [0, 1, 2], y: [0.1, Number.NaN, 0.3] }], 'light');
    expect(traces.map((trace) => 'mode' in trace && trace.mode)).toEqual(['lines', 'markers', 'lines+markers', 'lines+markers']);
  });

  it('draws a blow-up as a gap', () => {
    expect(chartTraces([{ ...line, x: [1, 2, 3, 4], y: [1, 1e30, Infinity, Number.NaN] }], 'light')[0]).toMatchObject({ y: [1, 1e30, null, null] });
  });

  it('writes a name letter by letter', () => {
    expect(chartTraces([{ ...line, name: '<b>bold</b>' }], 'light')[0]).toMatchObject({ name: '&lt;b&gt;bold&lt;/b&gt;' });
  });
});
