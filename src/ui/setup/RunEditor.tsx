import { Fragment, useId, useState } from 'react';
import { makeTerm, termOf } from '../../config/experiment.ts';
import { ranges } from '../../config/ranges.ts';
import type { LossTerm, Run } from '../../config/schema.ts';
import { heads } from '../../models/catalog.ts';
import { SelectField } from '../controls/SelectField.tsx';
import { RunLine } from '../runs/RunLine.tsx';
import { icons } from '../shared/icons.tsx';
import type { Theme } from '../shared/theme.ts';
import { weighableLosses, withLoss, withoutLoss } from './runEdits.ts';
import styles from './Runs.module.css';
import { LossMenu, OptionFields, WeightField } from './RunTerms.tsx';

interface Props {
  readonly index: number;
  /** All runs of the draft. */
  readonly runs: readonly Run[];
  /** Why its name is refused, if it is. */
  readonly refusal: string | null;
  readonly theme: Theme;
  readonly onChange: (run: Run) => void;
  readonly onRemove: () => void;
}

const headOptions = heads.entries.map(([id, { label }]) => [id, label] as const);

/**
 * One run of the draft: its line, its name, the weight of its first loss (0 is plain softmax), and in lines of their own what else
 * there is to choose. A loss whose weight is set to 0 is no term any more; its field stays, with the options it had.
 */
export function RunEditor({ index, runs, refusal, theme, onChange, onRemove }: Props) {
  const run = runs[index]!;
  const refusalId = useId();
  const weighable = weighableLosses();
  const [first] = weighable;
  const [held, hold] = useState<Readonly<Record<string, LossTerm>>>({});
  const term = (loss: string): LossTerm => termOf(run, loss) ?? held[loss] ?? makeTerm(loss);
  const inRun = (loss: string) => termOf(run, loss) !== undefined;
  const shown = weighable.filter((loss) => loss === first || inRun(loss) || held[loss]);
  const absent = weighable.filter((loss) => !shown.includes(loss));
  const change = (next: LossTerm) => {
    hold({ ...held, [next.loss]: next });
    onChange(next.weight === 0 ? withoutLoss(run, next.loss) : withLoss(run, next));
  };
  const field = (loss: string) => <WeightField run={run} named={loss !== first} term={term(loss)} present={inRun(loss)} onChange={change} />;
  return (
    <li className={styles['run']}>
      <div className={styles['line']}>
        <RunLine index={index} theme={theme} />
        <Name run={run} place={index + 1} refusalId={refusal === null ? undefined : refusalId} onChange={(name) => onChange({ ...run, name })} />
        {first !== undefined && field(first)}
        <button type="button" className={styles['remove']} aria-label={`Remove ${run.name}`} title="Remove this run" disabled={runs.length <= ranges.runs.min} onClick={onRemove}>
          {icons.close}
        </button>
      </div>
      {refusal !== null && (
        <p id={refusalId} role="alert" className={styles['refusal']}>
          {refusal}
        </p>
      )}
      <div className={styles['more']}>
        {shown.map((loss) => (
          <Fragment key={loss}>
            {loss !== first && field(loss)}
            {inRun(loss) && <OptionFields run={run} term={term(loss)} onChange={change} />}
          </Fragment>
        ))}
        {heads.ids.length > 1 && <SelectField label="Head" value={run.head} options={headOptions} onChange={(head) => onChange({ ...run, head })} />}
        {absent.length > 0 && <LossMenu run={run} losses={absent} onChoose={(loss) => change(makeTerm(loss))} />}
      </div>
    </li>
  );
}

interface NameProps {
  readonly run: Run;
  /** Which run it is, counted from 1. */
  readonly place: number;
  readonly refusalId: string | undefined;
  readonly onChange: (name: string) => void;
}

function Name({ run: { name }, place, refusalId, onChange }: NameProps) {
  return (
    <input
      className={styles['name']}
      type="text"
      autoComplete="off"
      spellCheck={false}
      aria-label={`Name of run ${place}`}
      aria-invalid={refusalId !== undefined}
      aria-describedby={refusalId}
      value={name}
      title={name}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
