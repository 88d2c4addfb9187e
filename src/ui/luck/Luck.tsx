import { useState } from 'react';
import { luckRanges, usualSteps } from '../../app/luck/luck.ts';
import type { Luck as Seeds } from '../../app/luck/luck.ts';
import { fittingLuck } from '../../app/store/fittingLuck.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import progress from '../controls/progress.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count, duration } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import { DotPlot } from './DotPlot.tsx';
import styles from './Luck.module.css';
import { LuckProgress, useLuckUnderWay } from './LuckProgress.tsx';
import { luckMeasures } from './measures.ts';
import type { LuckMeasureId } from './measures.ts';
import { saveCsv } from './saveCsv.ts';

/** Whether a difference between the runs is luck: the experiment from several seeds, asked for and shown. */
export function Luck({ theme }: { readonly theme: Theme }) {
  const luck = useApp((state) => state.luck);
  const effective = useApp((state) => state.effective);
  const underWay = luck !== null && luck.stage !== 'over';
  const shown = fittingLuck({ luck, effective });
  return (
    <section className={`${card['card']} ${styles['luck']}`} aria-labelledby="luck">
      <h2 id="luck" className={card['title']}>
        Is it luck?
      </h2>
      <p className={styles['about']}>
        The figures above are of one seed: one draw of first weights, one order of batches. Another seed comes to others. Here the experiment is trained from
        several, with its settings as they are now from the first step on; your training waits and comes back as it is.
      </p>
      {underWay ? <UnderWay luck={luck} /> : <Form last={shown} />}
      {shown && <Results luck={shown} theme={theme} />}
    </section>
  );
}

/** How many seeds, and how long; it begins with what was run last. */
function Form({ last }: { readonly last: Seeds | null }) {
  const controller = useController();
  const [seeds, setSeeds] = useState<number>(last?.seeds.length ?? luckRanges.seeds.default);
  const [chosen, setChosen] = useState<number | null>(last?.steps ?? null);
  const step = useApp((state) => state.step);
  const stepsPerEpoch = useApp((state) => state.setUp?.stepsPerEpoch ?? 1);
  const ready = useApp(({ phase, setUp }) => setUp !== null && (phase === 'running' || phase === 'resting'));
  const busy = useLuckUnderWay();
  const usual = usualSteps(step, stepsPerEpoch);
  const steps = chosen ?? usual;
  return (
    <div className={styles['form']}>
      <NumberField label="Seeds" value={seeds} {...luckRanges.seeds} whole eager onChange={setSeeds} />
      <NumberField label="Steps each" value={steps} {...luckRanges.steps} whole eager onChange={(value) => setChosen(value === usual ? null : value)} />
      <span className={styles['epochs']}>
        {(steps / stepsPerEpoch).toFixed(2)} epochs{chosen === null && (step > 0 ? ', as your training' : ', the usual at step 0')}
        <Duration steps={seeds * steps} />
      </span>
      <button type="button" className={button['plain']} disabled={!ready || busy} onClick={() => void controller.luck({ seeds, steps })}>
        Is it luck?
      </button>
    </div>
  );
}

/** How long so many steps take at the present speed, where it is known. */
function Duration({ steps }: { readonly steps: number }) {
  const stepMs = useApp((state) => (state.speed === null ? (state.throughput?.stepMs ?? null) : null));
  return stepMs !== null && `; about ${duration((steps * stepMs) / 1000)} in all`;
}

function UnderWay({ luck }: { readonly luck: Seeds }) {
  const step = useApp((state) => state.step);
  const { seeds, steps, outcomes, stage } = luck;
  const done = outcomes.length * steps + (stage === 'training' ? Math.min(step, steps) : 0);
  return (
    <div className={styles['form']}>
      <p className={styles['progress']}>
        <LuckProgress />
      </p>
      <progress className={`${progress['progress']} ${styles['bar']}`} aria-label="Seeds" {...(stage === 'training' ? { value: done, max: seeds.length * steps } : {})} />
    </div>
  );
}

const choices = Object.entries(luckMeasures).map(([id, { label }]) => [id as LuckMeasureId, label] as const);

function Results({ luck, theme }: { readonly luck: Seeds; readonly theme: Theme }) {
  const [chosen, choose] = useState<LuckMeasureId>('accuracy');
  const { outcomes, trouble, experiment, stage } = luck;
  const present = useApp((state) => state.effective.seed);
  const own = stage === 'training' ? experiment.seed : present;
  const images = useApp((state) => state.setUp?.dataset.testCount ?? 0);
  const several = experiment.runs.length > 1;
  return (
    <>
      <div className={styles['head']}>
        <p className={styles['what']}>
          <Extent luck={luck} /> of {count(luck.steps)} steps, each measured on all {count(images)} test images
        </p>
        <SelectField label="Measure" value={chosen} options={choices} onChange={choose} />
        <button type="button" className={button['plain']} disabled={outcomes.length === 0} onClick={() => saveCsv(luck)}>
          Save CSV
        </button>
      </div>
      {trouble && (
        <p className={styles['trouble']}>
          {trouble.message} {trouble.hint}
        </p>
      )}
      <DotPlot luck={luck} own={own} measure={luckMeasures[chosen]} theme={theme} />
      <div className={styles['key']}>
        {outcomes.map(({ seed, fault }) => fault !== null && <p key={seed}>Seed {seed} was stopped and counts nowhere: {fault}</p>)}
        <p>
          Dots are seeds{luck.seeds.includes(own) && `, the ringed one seed ${own}, that of your training`}; the line is the mean ± one standard deviation
          {chosen === 'compactness' && '; lower is tighter'}.
        </p>
        {several && <Paired />}
      </div>
    </>
  );
}

/** "4 of 10 seeds". */
function Extent({ luck: { outcomes, seeds } }: { readonly luck: Seeds }) {
  return outcomes.length < seeds.length ? `${outcomes.length} of ${seeds.length} seeds` : `${seeds.length} seeds`;
}

function Paired() {
  return (
    <p>
      Differences are paired: the runs of one seed share first weights and batches, so the difference between them leaves out what the seed does to both. “More than
      luck” is a mean difference of over two standard errors (± over the root of the number of seeds). Where runs do not differ, luck alone exceeds
      that in 8 % of cases with ten seeds, in 18 % with three.
    </p>
  );
}
