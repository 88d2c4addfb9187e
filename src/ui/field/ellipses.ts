/** The spread of a class in the plane: the ellipse of one standard deviation about its mean. */
export interface Ellipse {
  /** The mean of its points, in feature units. */
  readonly middle: readonly [x: number, y: number];
  /** Its half axes, the longer one first: eigenvectors of the covariance, as long as the roots of their eigenvalues. */
  readonly axes: readonly [readonly [x: number, y: number], readonly [x: number, y: number]];
}

/** Fewer points have no spread of their own. */
const fewest = 3;

/**
 * The ellipse of mean m and covariance [[a, b], [b, c]]. Its eigenvalues are (a + c) / 2 ± √(((a − c) / 2)² + b²), and the first
 * eigenvector lies at the angle atan2(2b, a − c) / 2.
 */
export function ellipseOf(middle: readonly [number, number], a: number, b: number, c: number): Ellipse {
  const [half, radius] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
  const angle = Math.atan2(2 * b, a - c) / 2;
  const [long, short] = [Math.sqrt(half + radius), Math.sqrt(Math.max(0, half - radius))];
  return { middle, axes: [[long * Math.cos(angle), long * Math.sin(angle)], [-short * Math.sin(angle), short * Math.cos(angle)]] };
}

/**
 * The ellipse of each of `classes` classes over its points [N, 2] that are finite, with the covariance over n − 1; null for a
 * class of fewer than three.
 */
export function classEllipses(points: Float32Array, labels: Uint8Array, classes: number): readonly (Ellipse | null)[] {
  const [count, sumX, sumY, xx, xy, yy] = Array.from({ length: 6 }, () => new Float64Array(classes)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const each = (visit: (label: number, x: number, y: number) => void) => {
    for (let i = 0; 2 * i + 1 < points.length && i < labels.length; i++) {
      const [label, x, y] = [labels[i]!, points[2 * i]!, points[2 * i + 1]!];
      if (label < classes && Number.isFinite(x) && Number.isFinite(y)) visit(label, x, y);
    }
  };
  each((label, x, y) => {
    count[label]! += 1;
    sumX[label]! += x;
    sumY[label]! += y;
  });
  // About the mean, which a second pass knows: sums of squares alone lose far clusters to rounding.
  each((label, x, y) => {
    const [dx, dy] = [x - sumX[label]! / count[label]!, y - sumY[label]! / count[label]!];
    xx[label]! += dx * dx;
    xy[label]! += dx * dy;
    yy[label]! += dy * dy;
  });
  return Array.from(count, (n, c) => (n < fewest ? null : ellipseOf([sumX[c]! / n, sumY[c]! / n], xx[c]! / (n - 1), xy[c]! / (n - 1), yy[c]! / (n - 1))));
}

/** The length of a handle of the cubic Bézier curve next to a quarter of the unit circle: 4 (√2 − 1) / 3, within 0.03 % of the radius. */
const handle = (4 * (Math.SQRT2 - 1)) / 3;

/**
 * The ellipse of so many standard deviations as a closed path of four cubic Bézier curves, as SVG and Plotly read it. `to` takes
 * feature units to those of the path and is affine.
 */
export function ellipsePath({ middle: [x, y], axes: [[ax, ay], [bx, by]] }: Ellipse, deviations: number, to: (x: number, y: number) => readonly [x: number, y: number]): string {
  const at = (a: number, b: number) => to(x + deviations * (a * ax + b * bx), y + deviations * (a * ay + b * by)).map((value) => Number(value.toPrecision(7))).join(',');
  const quarter = ([a, b]: readonly [number, number]) => `C${at(a - b * handle, b + a * handle)} ${at(-b + a * handle, a + b * handle)} ${at(-b, a)}`;
  return `M${at(1, 0)}${([[1, 0], [0, 1], [-1, 0], [0, -1]] as const).map(quarter).join('')}Z`;
}
