import type { ReactNode } from 'react';
import { effectiveWeight, lossesOf } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import { losses as catalog } from '../../losses/catalog.ts';
import type { RunMetrics } from '../../training/measure/evaluator.ts';
import type { LossValues } from '../../training/step/lossTrace.ts';
import card from '../controls/card.module.css';
import { RunLine } from '../runs/RunLine.tsx';
import { useApp, useSeen } from '../shared/context.ts';
import { count, figure, percent, weightText } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Comparison.module.css';

interface Measured {
  readonly run: Run;
  readonly metrics: RunMetrics | undefined;
  /** Of the whole test set. */
  readonly whole: RunMetrics | undefined;
  readonly losses: LossValues | undefined;
}

type Row = readonly [id: string, label: ReactNode, show: (measured: Measured) => ReactNode];

const measures: readonly Row[] = [
  ['accuracy', 'Test accuracy, %', ({ metrics }) => percent(metrics?.testAccuracy)],
  ['whole', <WholeLabel key="whole" />, ({ whole }) => percent(whole?.testAccuracy)],
  ['radius', 'Within-class radius', ({ metrics }) => figure(metrics?.withinClassRadius)],
  ['distance', 'Least distance between class means', ({ metrics }) => figure(metrics?.minCenterDistance)],
  ['compactness', 'Compactness, radius / distance (lower is tighter)', ({ metrics }) => figure(metrics?.compactness)],
];

/** The rows of a loss: its value in every run that measures it, and its weight where that can be moved. */
function lossRows(loss: string): Row[] {
  const { weightSign } = catalog.get(loss);
  const value: Row = [loss, <Loss key={loss} loss={loss} />, (measured) => <LossValue loss={loss} {...measured} />];
  return weightSign === null ? [value] : [value, [`${loss} weight`, weightSign, ({ run }) => weightText(effectiveWeight(run, loss))]];
}

function Loss({ loss }: { readonly loss: string }) {
  const step = useSeen((state) => state.lossesStep);
  return (
    <>
      L<sub>{catalog.get(loss).subscript}</sub>, batch of step {count(step)}
    </>
  );
}

function WholeLabel() {
  const images = useApp((state) => state.setUp?.dataset.testCount);
  const step = useSeen((state) => state.wholeEvaluation?.step);
  return `… on ${images === undefined ? 'all' : `all ${count(images)}`} test images${step === undefined ? '' : `, step ${count(step)}`}, %`;
}

/** A run without center loss has centers all the same: they follow, and how far the features lie from them is only measured. */
function LossValue({ loss, run, losses }: Measured & { readonly loss: string }) {
  if (!lossesOf(run).includes(loss)) return '–';
  return (
    <>
      {figure(losses?.[loss])}
      {effectiveWeight(run, loss) === 0 && <small>measured, not minimised</small>}
    </>
  );
}

/** Every measure of every run in one table, and what the machine does. */
export function Comparison({ theme }: { readonly theme: Theme }) {
  const runs = useSeen((state) => state.experiment.runs);
  const evaluation = useSeen((state) => state.evaluation);
  const whole = useSeen((state) => state.wholeEvaluation);
  const losses = useSeen((state) => state.losses);
  const rows = [...measures, ...[...new Set(runs.flatMap(lossesOf))].flatMap(lossRows)];
  const measured = runs.map((run, i): Measured => ({ run, metrics: evaluation?.runs[i], whole: whole?.runs[i], losses: losses?.[i] }));
  return (
    <section className={`${card['card']} ${styles['comparison']}`} aria-labelledby="comparison">
      <h2 id="comparison" className={card['title']}>
        Side by side
      </h2>
      <div className={styles['scroll']} style={{ '--runs': runs.length }}>
        <table>
          <caption>
            <Caption />
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Measure</span>
              </th>
              {runs.map(({ name }, i) => (
                <th key={i} scope="col">
                  <RunLine index={i} theme={theme} /> {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([id, label, show]) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                {measured.map((one, i) => (
                  <td key={i}>{show(one)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Machine />
    </section>
  );
}

function Caption() {
  const step = useSeen((state) => state.evaluation?.step);
  const measured = useSeen((state) => state.evaluation?.count ?? 0);
  const all = useApp((state) => state.setUp?.dataset.testCount ?? 0);
  if (step === undefined) return 'Not measured yet';
  return `At step ${count(step)}, on ${measured < all ? `${count(measured)} of ${count(all)}` : `all ${count(all)}`} test images`;
}

function Machine() {
  const throughput = useApp((state) => state.throughput);
  const adapter = useApp((state) => state.backend?.adapter);
  const parameters = useApp((state) => state.setUp?.parameterCount);
  return (
    <dl className={styles['machine']}>
      <div>
        <dt>Throughput, all runs</dt>
        <dd>{throughput ? `${count(throughput.imagesPerSecond)} images/s` : '–'}</dd>
      </div>
      <div>
        <dt>Step, all runs</dt>
        <dd>{throughput ? `${throughput.stepMs.toFixed(throughput.stepMs < 10 ? 2 : 0)} ms` : '–'}</dd>
      </div>
      <div>
        <dt>Parameters per run</dt>
        <dd>{parameters === undefined ? '–' : count(parameters)}</dd>
      </div>
      <div>
        <dt>Adapter</dt>
        <dd>{adapter ?? '–'}</dd>
      </div>
    </dl>
  );
}
