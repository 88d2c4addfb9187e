import { describe, expect, it } from 'vitest';
import { ranges } from '../../config/ranges.ts';
import { runStyle } from './runStyle.ts';

describe('runStyle', () => {
  it.each(['light', 'dark'] as const)('tells as many runs apart as fit side by side, by colour and without it (%s)', (theme) => {
    const styles = Array.from({ length: ranges.runs.max }, (_, i) => runStyle(i, theme));
    expect(new Set(styles.map(({ color }) => color)).size).toBe(ranges.runs.max);
    expect(new Set(styles.map(({ dash, width }) => `${dash} ${width}`)).size).toBe(ranges.runs.max);
  });
});
