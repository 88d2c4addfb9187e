import { describe, expect, it } from 'vitest';
import { chartLayout, chartTraces } from './lineChartSpec.ts';

const font = { color: '#000', family: 'serif' };
const line = { run: 0, name: 'Softmax', x: [0, 10], y: [0.1, 0.5] };

describe('a chart over steps', () => {
  it('ends at the last step, whatever was measured by then', () => {
    expect(chartLayout({ scale: 'linear', format: '.1~%' }, 37, font).xaxis?.range).toEqual([0, 37]);
    expect(chartLayout({ scale: 'linear', format: '.1~%' }, 0, font).xaxis?.range).toEqual([0, 1]);
  });

  it('keeps its vertical axis within bounds, where there are any', () => {
    expect(chartLayout({ scale: 'linear', format: '.1~%', bounds: [0, 1] }, 10, font).yaxis).toMatchObject({ autorangeoptions: { clipmin: 0, clipmax: 1 } });
    expect(chartLayout({ scale: 'log', format: '.2~g' }, 10, font).yaxis).not.toHaveProperty('autorangeoptions');
  });

  it('joins a line and leaves points alone', () => {
    const modes = chartTraces([line, { ...line, as: 'points' }, { ...line, x: [0], y: [0.1] }], 'light').map((trace) => 'mode' in trace && trace.mode);
    expect(modes).toEqual(['lines', 'markers', 'markers']);
  });
});
