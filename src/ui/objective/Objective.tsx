import { freeName } from '../../config/experiment.ts';
import { ranges } from '../../config/ranges.ts';
import type { LossTerm } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController, useSeen } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { Formula } from './Formula.tsx';
import styles from './Objective.module.css';
import type { TunedRun } from './useTunedRun.ts';
import { TermSwitch, WeightSlider } from './WeightControl.tsx';

interface Props {
  readonly tuned: TunedRun | null;
  /** On a phone the formula, and the switch and the slider of the first term, are in the docked bar. */
  readonly docked: boolean;
}

/** What is minimised, live: the formula, each term's switch and its weight; a weight of 0 switches it off and keeps the last one. */
export function Objective({ tuned, docked }: Props) {
  return (
    <section className={card['card']} aria-labelledby="objective" data-tour={docked ? undefined : 'weight'}>
      <h2 id="objective" className={card['title']}>
        Objective
      </h2>
      {tuned ? <Terms tuned={tuned} docked={docked} /> : <NoTerm />}
    </section>
  );
}

function Terms({ tuned, docked }: { readonly tuned: TunedRun; readonly docked: boolean }) {
  const { run, terms, choices, choose } = tuned;
  const shown = useApp((state) => state.shown);
  return (
    <>
      {!docked && (
        <div className={styles['formula']}>
          <Formula terms={terms} />
        </div>
      )}
      {choices.length > 1 && (
        <SelectField label="Run" value={String(run)} options={choices.map(([i, name]) => [String(i), name] as const)} onChange={(chosen) => choose(Number(chosen))} />
      )}
      {shown !== null && <Then run={run} step={shown} terms={terms} />}
      {terms.map((term, k) => (
        <Weighted key={term.loss} run={run} term={term} docked={docked && k === 0} />
      ))}
    </>
  );
}

/** While a step of the past is shown: that this is the objective of now, and what was different then. */
function Then({ run, step, terms }: { readonly run: number; readonly step: number; readonly terms: readonly LossTerm[] }) {
  const then = useSeen((state) => state.experiment.runs[run]);
  const others = terms.flatMap(({ loss, weight, on }) => {
    const term = then?.objective.find((each) => each.loss === loss);
    const before = term?.on ? term.weight : 0;
    return before === (on ? weight : 0) ? [] : [`${losses.get(loss).weightSign} was ${before}`];
  });
  return <p className={card['note']}>{`The panels show step ${count(step)}${others.length > 0 ? `, where ${others.join(' and ')}` : ''}. What is set here is of now.`}</p>;
}

function Weighted({ run, term, docked }: { readonly run: number; readonly term: LossTerm; readonly docked: boolean }) {
  const controller = useController();
  const { weightSign, weight: range, effect } = losses.get(term.loss);
  return (
    <>
      <NumberField
        label={
          <>
            <span className={docked ? undefined : 'visually-hidden'}>Weight </span>
            <span className={styles['lambda']}>{weightSign}</span>
          </>
        }
        value={term.weight}
        min={range.min}
        max={range.max}
        disabled={!term.on}
        onChange={(weight) => controller.setTerm(run, weight === 0 ? { ...term, on: false } : { ...term, weight })}
      >
        {!docked && (
          <span className={styles['switch']}>
            <TermSwitch run={run} term={term} />
          </span>
        )}
      </NumberField>
      {!docked && <WeightSlider run={run} term={term} marked />}
      <p className={`${card['note']} ${styles['note']}`}>{term.on ? effect.on : effect.off}</p>
    </>
  );
}

function NoTerm() {
  const controller = useController();
  const runs = useApp((state) => state.experiment.runs);
  const full = runs.length >= ranges.runs.max;
  const add = () => void controller.configure({ runs: [...(full ? runs.slice(0, -1) : runs), { name: freeName(runs, 'Softmax + center'), centerWeight: losses.get('center').weight.default }] });
  return (
    <>
      <p className={card['note']}>No run has a center loss.</p>
      <button type="button" className={button['plain']} onClick={add}>
        Add one and restart
      </button>
    </>
  );
}
