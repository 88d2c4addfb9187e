import { useRef } from 'react';
import { ranges } from '../../config/ranges.ts';
import type { Run } from '../../config/schema.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import type { Theme } from '../shared/theme.ts';
import { nameRefusal, oneMore } from './runEdits.ts';
import { RunEditor } from './RunEditor.tsx';
import styles from './Runs.module.css';

/** The runs by hand, in the draft: their names, their losses, one more or one fewer. */
export function Runs({ theme }: { readonly theme: Theme }) {
  const controller = useController();
  const inEffect = useApp((state) => state.experiment.runs);
  const runs = useApp((state) => state.draft.runs ?? state.experiment.runs);
  const list = useRef<HTMLOListElement>(null);
  const addition = useRef<HTMLButtonElement>(null);
  const set = (changed: readonly Run[]) => controller.edit({ runs: changed });
  const add = () => {
    set([...runs, oneMore(runs, inEffect)]);
    // Its name is what one types next; the draft is drawn before the frame.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.select());
  };
  const remove = (index: number) => {
    set(runs.filter((_, i) => i !== index));
    addition.current?.focus();
  };
  return (
    <div className={styles['runs']} role="group" aria-labelledby="runs">
      <h3 id="runs" className={card['title']}>
        Runs
      </h3>
      <ol ref={list} className={styles['list']}>
        {runs.map((run, i) => (
          <RunEditor
            key={run.id}
            index={i}
            runs={runs}
            refusal={nameRefusal(runs, i, inEffect)}
            theme={theme}
            onChange={(changed) => set(runs.map((each, at) => (at === i ? changed : each)))}
            onRemove={() => remove(i)}
          />
        ))}
      </ol>
      <button ref={addition} type="button" className={`${button['text']} ${styles['add']}`} aria-disabled={runs.length >= ranges.runs.max} onClick={() => runs.length < ranges.runs.max && add()}>
        {icons.plus} {runs.length < ranges.runs.max ? 'Add a run' : `${runs.length} runs, as many as fit`}
      </button>
    </div>
  );
}
