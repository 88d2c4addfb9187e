import { useState } from 'react';
import type { Luck } from '../../app/luck/luck.ts';
import { areaSpread, areasOf, meanCurve } from '../../app/luck/strangers.ts';
import type { StrangerScore } from '../../app/luck/strangers.ts';
import { pairedDifference, spreadOf } from '../../app/luck/statistics.ts';
import { SelectField } from '../controls/SelectField.tsx';
import { RunLine } from '../runs/RunLine.tsx';
import { RunName } from '../runs/RunName.tsx';
import { useApp } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import { RocPlot } from './RocPlot.tsx';
import styles from './Strangers.module.css';
import { foundWords, meaning, namesOf } from './words.ts';

const scores = [
  ['distance', 'Nearest class mean'],
  ['probability', 'Largest probability'],
] as const satisfies readonly (readonly [StrangerScore, string])[];

/** What the runs trained without some classes make of their images. */
export function StrangersResults({ trained, classNames, theme }: { readonly trained: Luck; readonly classNames: readonly string[]; readonly theme: Theme }) {
  const [score, choose] = useState<StrangerScore>('distance');
  const { outcomes, experiment: { runs, heldOut }, trouble, seeds, steps } = trained;
  const curves = runs.map((_, r) => meanCurve(outcomes, r, score));
  const areas = runs.map((_, r) => areaSpread(outcomes, r, score));
  return (
    <div className={styles['results']}>
      <div className={styles['head']}>
        <p className={styles['note']}>
          {outcomes.length < seeds.length ? `${outcomes.length} of ${seeds.length}` : seeds.length} {seeds.length === 1 ? 'repeat' : 'repeats'} of {count(steps)} steps without {namesOf(heldOut, classNames)}
        </p>
        <SelectField label="Told by" value={score} options={scores} onChange={choose} />
      </div>
      {trouble && (
        <p className={styles['trouble']}>
          {trouble.message} {trouble.hint}
        </p>
      )}
      {outcomes.map(({ seed, fault }) => fault !== null && <p key={seed} className={styles['note']}>Seed {seed} was stopped and counts nowhere: {fault}</p>)}
      <div className={styles['columns']}>
        <RocPlot runs={runs} curves={curves} areas={areas.map(({ count: known, mean }) => (known > 0 ? mean.toFixed(3) : 'not measured yet'))} theme={theme} />
        <ul className={styles['runs']}>
          {runs.map(({ id, name }, r) => (
            <RunResult key={id} trained={trained} run={r} name={name} score={score} curve={curves[r]!} theme={theme} />
          ))}
        </ul>
      </div>
      <p className={styles['about']}>
        The area under a curve is the share of pairs of a stranger and a known test image in which the run finds the stranger the stranger one, by its distance to the nearest class mean or by its largest softmax probability: 0.5 is chance, 1 tells all.
        The means are those of training images; ± is one standard deviation over the repeats, each from another seed with the same classes left out.
      </p>
    </div>
  );
}

interface RunProps {
  readonly trained: Luck;
  readonly run: number;
  readonly name: string;
  readonly score: StrangerScore;
  readonly curve: readonly number[] | null;
  readonly theme: Theme;
}

/** Test images of the classes that were trained and of those left out, in a set that a person brought; the others have many of either. */
function useTestCounts({ dataset, heldOut }: Luck['experiment']): { readonly known: number; readonly strangers: number } {
  const classes = useApp((state) => state.ownSets.find(({ id }) => id === dataset)?.classes);
  const counts = { known: 0, strangers: 0 };
  if (!classes) return { known: Infinity, strangers: Infinity };
  classes.forEach(({ test }, c) => (counts[heldOut.includes(c) ? 'strangers' : 'known'] += test));
  return counts;
}

/** One run: its area, what that means, and how it differs from the first run. */
function RunResult({ trained: { outcomes, experiment }, run, name, score, curve, theme }: RunProps) {
  const { mean, deviation } = areaSpread(outcomes, run, score);
  const { known, strangers } = useTestCounts(experiment);
  const accuracy = spreadOf(outcomes.map(({ runs }) => runs[run]?.testAccuracy ?? NaN));
  return (
    <li>
      <h3>
        <RunLine index={run} theme={theme} />
        <RunName name={name} />
      </h3>
      {curve === null ? (
        <p>–</p>
      ) : (
        <>
          <p>
            Area <b>{mean.toFixed(3)}</b>
            {deviation !== null && ` ± ${deviation.toFixed(3)}`}
            {run > 0 && <Difference first={areasOf(outcomes, 0, score)} other={areasOf(outcomes, run, score)} to={experiment.runs[0]!.name} />}
          </p>
          <p>{meaning(name, score, mean)}</p>
          <p className={styles['note']}>
            {foundWords(curve, accuracy.mean, known, strangers)}
          </p>
        </>
      )}
    </li>
  );
}

/** ", +0.051 against Softmax, better in 3 of 3 repeats". */
function Difference({ first, other, to }: { readonly first: readonly number[]; readonly other: readonly number[]; readonly to: string }) {
  const { count: pairs, mean, better } = pairedDifference(first, other, true);
  if (pairs === 0) return null;
  return `, ${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(3)} against ${to}, better in ${better} of ${pairs} ${pairs === 1 ? 'repeat' : 'repeats'}`;
}
