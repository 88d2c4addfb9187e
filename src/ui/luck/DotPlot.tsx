import type { Luck } from '../../app/luck/luck.ts';
import { pairedDifference, spreadOf } from '../../app/luck/statistics.ts';
import { RunLine } from '../runs/RunLine.tsx';
import { RunName } from '../runs/RunName.tsx';
import type { Theme } from '../shared/theme.ts';
import { axisOf } from './axis.ts';
import styles from './DotPlot.module.css';
import { AxisNumbers, DotStrip } from './DotStrip.tsx';
import { signed } from './measures.ts';
import type { LuckMeasure } from './measures.ts';

/** A row for every run over one axis: its name, its figures, its seeds as dots. */
export function DotPlot({ luck, own, measure, theme }: { readonly luck: Luck; readonly own: number; readonly measure: LuckMeasure; readonly theme: Theme }) {
  const { experiment, outcomes } = luck;
  const values = experiment.runs.map((_, run) => outcomes.map((outcome) => measure.of(outcome, run)));
  const spreads = values.map(spreadOf);
  const ends = spreads.flatMap(({ mean, deviation }) => (deviation === null ? [] : [mean - deviation, mean + deviation]));
  const axis = axisOf([...values.flat(), ...ends].filter(Number.isFinite), measure.leastWidth) ?? axisOf([0], measure.leastWidth)!;
  const empty = spreads.every(({ count }) => count === 0);
  return (
    <>
      <ul className={styles['plot']}>
        {experiment.runs.map(({ id, name }, run) => (
          <li key={id}>
            <div className={styles['words']}>
              <h3>
                <RunLine index={run} theme={theme} />
                <RunName name={name} />
              </h3>
              <Spread values={values[run]!} measure={measure} />
              {run > 0 && <Difference first={values[0]!} other={values[run]!} to={experiment.runs[0]!.name} measure={measure} />}
            </div>
            <DotStrip run={run} name={name} outcomes={outcomes} own={own} measure={measure} axis={empty ? { ...axis, ticks: [] } : axis} theme={theme} />
          </li>
        ))}
      </ul>
      {!empty && <AxisNumbers axis={axis} measure={measure} />}
    </>
  );
}

function Spread({ values, measure }: { readonly values: readonly number[]; readonly measure: LuckMeasure }) {
  const { count, mean, deviation } = spreadOf(values);
  if (count === 0) return <p className={styles['spread']}>–</p>;
  return (
    <p className={styles['spread']}>
      <b>{measure.text(mean)}</b>
      {deviation !== null && ` ± ${measure.text(deviation)}`}
      {measure.unit}
    </p>
  );
}

interface DifferenceProps {
  readonly first: readonly number[];
  readonly other: readonly number[];
  /** The first run's name. */
  readonly to: string;
  readonly measure: LuckMeasure;
}

/** "+1.23 ± 0.45 points against Softmax, better in 9 of 10 seeds: more than luck". */
function Difference({ first, other, to, measure }: DifferenceProps) {
  const { count, mean, deviation, better, moreThanLuck } = pairedDifference(first, other, measure.higherIsBetter);
  if (count === 0) return null;
  return (
    <p className={styles['difference']}>
      {signed(measure.text(mean))}
      {deviation !== null && ` ± ${measure.text(deviation)}`}
      {measure.differenceUnit} against {to}, better in {better} of {count} {count === 1 ? 'seed' : 'seeds'}: <b>{moreThanLuck ? 'more than luck' : 'may be luck'}</b>
    </p>
  );
}
