import { describe, expect, it } from 'vitest';
import { fullWindow } from '../view/view.ts';
import { ellipseMatrix } from './spread.ts';

describe('ellipseMatrix', () => {
  it('takes the unit circle to the ellipse on the panel, upwards being up, and follows a zoom along one axis', () => {
    const ellipse = { middle: [1, 0], axes: [[2, 0], [0, 0.5]] } as const;
    const view = { extent: 4, window: fullWindow(200, 200), width: 200, height: 200 };
    const [a, b, c, d, e, f] = ellipseMatrix(ellipse, view, 2);
    const unit = e! - 100;
    expect(unit).toBeGreaterThan(0);
    expect(f).toBeCloseTo(100);
    expect([a, b, c, d].map((value) => value! + 0)).toEqual([4 * unit, 0, 0, -unit].map((value) => expect.closeTo(value, 6)));
    const { window } = view;
    const half = [window.x[0] / 2, window.x[1] / 2] as const;
    const zoomed = ellipseMatrix(ellipse, { ...view, window: { ...window, x: half } }, 2);
    expect(zoomed[0]).toBeCloseTo(2 * a!);
    expect(zoomed[3]).toBeCloseTo(d!);
  });
});
