import type { Run } from '../../config/schema.ts';
import { runStyle } from '../runs/runStyle.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Strangers.module.css';

/** Where the curves lie in the picture, in its own units. */
const box = { left: 44, top: 8, side: 236 } as const;
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** Strokes and gaps of each dash. */
const strokes = { solid: '', dash: '6 4', dot: '2.5 3', dashdot: '9 3 2 3', longdash: '13 4' } as const;

const x = (share: number) => box.left + box.side * share;
const y = (share: number) => box.top + box.side * (1 - share);

interface Props {
  readonly runs: readonly Pick<Run, 'id' | 'name'>[];
  /** Of each run, at equal steps of the share of mistakes; null where nothing is measured. */
  readonly curves: readonly (readonly number[] | null)[];
  /** The mean area of each, for those who do not see it. */
  readonly areas: readonly string[];
  readonly theme: Theme;
}

/** The ROC curves of all runs: strangers found, over known images taken for strangers. */
export function RocPlot({ runs, curves, areas, theme }: Props) {
  const said = runs.map(({ name }, r) => `${name} ${areas[r]}`).join(', ');
  return (
    <svg className={styles['roc']} viewBox="0 0 292 286" role="img" aria-label={`ROC curves, areas: ${said}`}>
      {ticks.map((tick) => (
        <g key={tick} className={styles['grid']}>
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} />
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={y(0) + 15} textAnchor="middle">
            {100 * tick}
          </text>
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {100 * tick}
          </text>
        </g>
      ))}
      <line className={styles['chance']} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      {curves.map((curve, r) => {
        const { color, dash, width } = runStyle(r, theme);
        const points = curve?.map((found, k) => `${x(k / (curve.length - 1)).toFixed(2)},${y(found).toFixed(2)}`);
        return points && <polyline key={runs[r]!.id} points={[`${x(0)},${y(0)}`, ...points].join(' ')} fill="none" stroke={color} strokeWidth={width} strokeDasharray={strokes[dash]} />;
      })}
      <text className={styles['axis']} x={x(0.5)} y={y(0) + 34} textAnchor="middle">
        known images taken for strangers, %
      </text>
      <text className={styles['axis']} transform={`translate(12 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        strangers found, %
      </text>
    </svg>
  );
}
