import { useMemo, useState } from 'react';
import type { AppState } from '../../app/store/state.ts';
import { lossesOf } from '../../config/experiment.ts';
import { losses } from '../../losses/catalog.ts';
import card from '../controls/card.module.css';
import { RunLine } from '../runs/RunLine.tsx';
import { useApp } from '../shared/context.ts';
import type { Theme } from '../shared/theme.ts';
import { accuracyLines } from './accuracyLines.ts';
import styles from './Curves.module.css';
import { LineChart } from './LineChart.tsx';
import type { Axis, Chart } from './lineChartSpec.ts';
import { stretchMeans } from './thin.ts';

/** Points drawn per loss curve; single batches are too noisy to read. */
const lossPoints = 200;

/** Losses that some run measures, in the runs' order. */
const lossesIn = ({ experiment }: AppState): string[] => [...new Set(experiment.runs.flatMap(lossesOf))];

const lossChart = (loss: string) => ({ experiment, lossHistory, step: lastStep }: AppState): Chart => {
  const steps = lossHistory.map(({ step }) => step);
  const lines = experiment.runs.map(({ name }, run) => {
    const losses = lossHistory.map(({ runs }) => runs[run]?.[loss] ?? Number.NaN);
    return { run, name, ...stretchMeans(steps, losses, lossPoints) };
  });
  return { lines, lastStep };
};

const accuracyChart = ({ experiment, evaluations, setUp, step: lastStep }: AppState): Chart => ({
  lines: accuracyLines(experiment.runs.map(({ name }) => name), evaluations, setUp?.dataset.testCount ?? 0),
  lastStep,
});

const lossAxes: Record<'linear' | 'log', Axis> = { linear: { scale: 'linear', format: '.2~f' }, log: { scale: 'log', format: '.2~g' } };
const accuracyAxis: Axis = { scale: 'linear', format: '.1~%', bounds: [0, 1] };

/** Training loss and test accuracy of every run over the steps. */
export function Curves({ theme }: { readonly theme: Theme }) {
  const [scale, setScale] = useState<'linear' | 'log'>('linear');
  const [chosen, choose] = useState('softmax');
  const begun = useApp((state) => state.lossHistory.length > 0);
  const present = useApp((state) => lossesIn(state).join());
  const ids = present.split(',');
  const loss = ids.includes(chosen) ? chosen : ids[0]!;
  const select = useMemo(() => lossChart(loss), [loss]);
  return (
    <>
      <section className={card['card']} aria-labelledby="loss-curve">
        <div className={styles['head']}>
          <h2 id="loss-curve" className={card['title']}>
            {ids.length === 1 ? losses.get(loss).short : <LossSelect ids={ids} value={loss} onChange={choose} />}
          </h2>
          <RunKey theme={theme} />
          <label className={styles['log']}>
            <input type="checkbox" checked={scale === 'log'} onChange={(event) => setScale(event.target.checked ? 'log' : 'linear')} />
            log
          </label>
        </div>
        {begun ? <LineChart key={loss} label={`${losses.get(loss).short} on training batches over steps`} axis={lossAxes[scale]} theme={theme} select={select} /> : <NotYet />}
      </section>
      <section className={card['card']} aria-labelledby="accuracy-curve">
        <div className={styles['head']}>
          <h2 id="accuracy-curve" className={card['title']}>
            Test accuracy
          </h2>
          <RunKey theme={theme} />
        </div>
        {begun ? <LineChart label="Accuracy on test images over steps" axis={accuracyAxis} theme={theme} select={accuracyChart} /> : <NotYet />}
      </section>
    </>
  );
}

function LossSelect({ ids, value, onChange }: { readonly ids: readonly string[]; readonly value: string; readonly onChange: (loss: string) => void }) {
  return (
    <select className={styles['loss']} aria-label="Loss" value={value} onChange={(event) => onChange(event.target.value)}>
      {ids.map((id) => (
        <option key={id} value={id}>
          {losses.get(id).short}
        </option>
      ))}
    </select>
  );
}

function NotYet() {
  return <p className={styles['empty']}>The curve begins with the first step.</p>;
}

function RunKey({ theme }: { readonly theme: Theme }) {
  const runs = useApp((state) => state.experiment.runs);
  return (
    <ul className={styles['key']} aria-label="Runs">
      {runs.map(({ name }, run) => (
        <li key={run}>
          <RunLine index={run} theme={theme} />
          {name}
        </li>
      ))}
    </ul>
  );
}
