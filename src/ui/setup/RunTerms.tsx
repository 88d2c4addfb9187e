import { useId } from 'react';
import type { LossTerm, Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import { NumberField } from '../controls/NumberField.tsx';
import styles from './Runs.module.css';

interface TermProps {
  readonly run: Run;
  readonly term: LossTerm;
  readonly onChange: (term: LossTerm) => void;
}

interface WeightProps extends TermProps {
  /** Whether the run has the term; without it the weight is 0. */
  readonly present: boolean;
  /** Whether the loss's name is shown before its sign. */
  readonly named: boolean;
}

/** The weight of a term in a field. */
export function WeightField({ run, term, present, named, onChange }: WeightProps) {
  const { label, weightSign, weight: range } = losses.get(term.loss);
  return (
    <NumberField
      label={
        <>
          <span className={named ? undefined : 'visually-hidden'}>{label} </span>
          <span className="visually-hidden">in {run.name}, </span>
          <span className={styles['sign']}>{weightSign}</span>
        </>
      }
      value={present && term.on ? term.weight : 0}
      min={range.min}
      max={range.max}
      eager
      onChange={(weight) => onChange({ ...term, weight, on: true })}
    />
  );
}

/** A term's options, each with its label. */
export function OptionFields({ run, term, onChange }: TermProps) {
  return Object.entries(losses.get(term.loss).options).map(([name, { label, min, max }]) => (
    <NumberField
      key={name}
      label={
        <>
          {label}
          <span className="visually-hidden"> in {run.name}</span>
        </>
      }
      value={term.options[name]!}
      min={min}
      max={max}
      eager
      onChange={(value) => onChange({ ...term, options: { ...term.options, [name]: value } })}
    />
  ));
}

/** Adds one more loss to a run, at its usual weight. */
export function LossMenu({ run, losses: offered, onChoose }: { readonly run: Run; readonly losses: readonly string[]; readonly onChoose: (loss: string) => void }) {
  const id = useId();
  return (
    <div className={styles['menu']}>
      <label htmlFor={id} className="visually-hidden">
        One more loss in {run.name}
      </label>
      <select id={id} value="" onChange={(event) => onChoose(event.target.value)}>
        <option value="">+ loss</option>
        {offered.map((loss) => (
          <option key={loss} value={loss}>
            {losses.get(loss).label}
          </option>
        ))}
      </select>
    </div>
  );
}
