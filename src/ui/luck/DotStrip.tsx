import type { SeedOutcome } from '../../app/luck/luck.ts';
import { spreadOf } from '../../app/luck/statistics.ts';
import { runStyle } from '../runs/runStyle.ts';
import type { Theme } from '../shared/theme.ts';
import type { Axis } from './axis.ts';
import { placeOn, spotsOf } from './axis.ts';
import styles from './DotPlot.module.css';
import type { LuckMeasure } from './measures.ts';

/** Height of a strip, the middle of its lanes, and the way from a dot to one beside it: the same seed has the same lane in every run where it is free. In px. */
const height = 64;
const lanes = [18, 34, 26, 42, 10];
const lineY = 54;
const besidePx = 10;

/** Strokes and gaps of a mean's line. */
const strokes = { solid: '', dash: '6 4', dot: '2.5 3', dashdot: '9 3 2 3', longdash: '13 4' } as const;

/** Across, as SVG takes it: dots at the ends keep their whole. */
const across = (axis: Axis, value: number) => `${2 + 96 * placeOn(axis, value)}%`;

interface StripProps {
  readonly run: number;
  readonly name: string;
  readonly outcomes: readonly SeedOutcome[];
  /** The seed in effect, which has a ring. */
  readonly own: number;
  readonly measure: LuckMeasure;
  readonly axis: Axis;
  readonly theme: Theme;
}

/** One run: a dot for every seed, under them the mean with one standard deviation to each side. */
export function DotStrip({ run, name, outcomes, own, measure, axis, theme }: StripProps) {
  const { color } = runStyle(run, theme);
  const places = outcomes.map((outcome) => placeOn(axis, measure.of(outcome, run)));
  const spots = spotsOf(places, lanes.length);
  const dots = outcomes.flatMap((outcome, i) => {
    const value = measure.of(outcome, run);
    return Number.isFinite(value) ? [{ seed: outcome.seed, value, y: lanes[spots[i]!.lane]!, beside: spots[i]!.beside }] : [];
  });
  const said = dots.map(({ seed, value }) => `seed ${seed}: ${measure.text(value)}${measure.unit}`).join(', ');
  return (
    <svg className={styles['strip']} height={height} role="img" aria-label={`${measure.label} of ${name}: ${said || 'not measured yet'}`}>
      {axis.ticks.map((tick) => (
        <line key={tick} className={styles['grid']} x1={across(axis, tick)} x2={across(axis, tick)} y1="0" y2={height} />
      ))}
      <MeanLine run={run} values={dots.map(({ value }) => value)} axis={axis} theme={theme} />
      {dots.map(({ seed, value, y, beside }) => (
        <g key={seed} transform={`translate(${besidePx * beside} 0)`}>
          {seed === own && <circle className={styles['own']} cx={across(axis, value)} cy={y} r="8.5" />}
          <circle cx={across(axis, value)} cy={y} r="4.5" fill={color}>
            <title>{`Seed ${seed}: ${measure.text(value)}${measure.unit}`}</title>
          </circle>
        </g>
      ))}
    </svg>
  );
}

function MeanLine({ run, values, axis, theme }: { readonly run: number; readonly values: readonly number[] } & Pick<StripProps, 'axis' | 'theme'>) {
  const { color, dash, width } = runStyle(run, theme);
  const { mean, deviation } = spreadOf(values);
  if (values.length === 0) return null;
  return (
    <g stroke={color}>
      {deviation !== null && <line x1={across(axis, mean - deviation)} x2={across(axis, mean + deviation)} y1={lineY} y2={lineY} strokeWidth={width} strokeDasharray={strokes[dash]} />}
      <line x1={across(axis, mean)} x2={across(axis, mean)} y1={lineY - 6} y2={lineY + 6} strokeWidth="2.5" />
    </g>
  );
}

/** The numbers of the axis, under the last strip. */
export function AxisNumbers({ axis, measure }: { readonly axis: Axis; readonly measure: LuckMeasure }) {
  return (
    <div className={styles['axis']} aria-hidden="true">
      <svg height="20">
        {axis.ticks.map((tick) => (
          <text key={tick} x={across(axis, tick)} y="14" textAnchor="middle">
            {tick.toFixed(axis.decimals)}
            {measure.unit}
          </text>
        ))}
      </svg>
    </div>
  );
}
