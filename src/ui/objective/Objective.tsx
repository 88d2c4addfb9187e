import { makeRun, ranges } from '../../config/experiment.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../context.ts';
import { Formula } from './Formula.tsx';
import styles from './Objective.module.css';
import type { CenterRun } from './useCenterRun.ts';
import { TermSwitch, WeightSlider } from './WeightControl.tsx';

interface Props {
  readonly centerRun: CenterRun | null;
  /** On a phone the formula, the switch and the slider are in the docked bar. */
  readonly docked: boolean;
}

/** What is minimised, live: the formula, the center loss's switch and its weight; a weight of 0 switches it off and keeps the last one. */
export function Objective({ centerRun, docked }: Props) {
  return (
    <section className={card['card']} aria-labelledby="objective">
      <h2 id="objective" className={card['title']}>
        Objective
      </h2>
      {centerRun ? <CenterTerm centerRun={centerRun} docked={docked} /> : <NoCenterTerm />}
    </section>
  );
}

function CenterTerm({ centerRun, docked }: { readonly centerRun: CenterRun; readonly docked: boolean }) {
  const controller = useController();
  const { run, term, choices, choose } = centerRun;
  return (
    <>
      {!docked && (
        <div className={styles['formula']}>
          <Formula weight={term.weight} on={term.on} />
        </div>
      )}
      {choices.length > 1 && (
        <SelectField label="Run" value={String(run)} options={choices.map(([i, name]) => [String(i), name] as const)} onChange={(chosen) => choose(Number(chosen))} />
      )}
      <NumberField
        label={<WeightLabel docked={docked} />}
        value={term.weight}
        min={ranges.centerWeight.min}
        max={ranges.centerWeight.max}
        disabled={!term.on}
        onChange={(weight) => controller.setCenterTerm(run, weight === 0 ? { ...term, on: false } : { weight, on: term.on })}
      >
        {!docked && (
          <span className={styles['switch']}>
            <TermSwitch run={run} term={term} />
          </span>
        )}
      </NumberField>
      {!docked && <WeightSlider run={run} term={term} marked />}
      <p className={`${card['note']} ${styles['note']}`}>
        {term.on ? 'Pulls every feature towards the center of its class. First it costs accuracy; clusters part after some hundred steps.' : 'Off: this run trains on plain softmax now and its clusters loosen. Its centers still follow; switched on again, they gather them.'}
      </p>
    </>
  );
}

function WeightLabel({ docked }: { readonly docked: boolean }) {
  return (
    <>
      <span className={docked ? undefined : 'visually-hidden'}>Weight </span>
      <span className={styles['lambda']}>λ</span>
    </>
  );
}

function NoCenterTerm() {
  const controller = useController();
  const runs = useApp((state) => state.experiment.runs);
  const full = runs.length >= ranges.runs.max;
  const add = () => void controller.configure({ runs: [...(full ? runs.slice(0, -1) : runs), makeRun('Softmax + center', 0.1)] });
  return (
    <>
      <p className={card['note']}>No run has a center loss.</p>
      <button type="button" className={button['plain']} onClick={add}>
        Add one and restart
      </button>
    </>
  );
}
