import { useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { shortcutOf, timelineShortcuts } from '../shared/shortcuts.ts';
import { marksOf } from './changeWords.ts';
import { moveBy } from './usePlayback.ts';
import styles from './Timeline.module.css';

/** By how many pictures a key moves; not those that go to an end. */
const moves = { back: -1, on: 1, farBack: -10, farOn: 10 } as const;

/** All steps so far on a line: dragged or by keys to what is looked at, with the live changes as marks. */
export function Track({ onTouch }: { readonly onTouch: () => void }) {
  const controller = useController();
  const last = useApp((state) => Math.max(state.step, state.past.steps.at(-1) ?? 0));
  const shown = useApp((state) => state.shown);
  const log = useApp((state) => state.log);
  const runs = useApp((state) => state.experiment.runs);
  const first = useApp((state) => state.past.steps[0] ?? 0);
  const fork = useApp((state) => state.past.lines.find(({ id }) => id === state.past.present)?.from ?? 0);
  const marks = useMemo(() => marksOf(log, runs), [log, runs]);
  const at = shown ?? last;
  const place = (step: number) => ({ '--at': last > 0 ? Math.min(1, step / last) : 1 });
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = shortcutOf(timelineShortcuts, event.nativeEvent);
    if (pressed === null) return;
    if (pressed === 'now') controller.past.show(null);
    else if (pressed === 'first') controller.past.show(0);
    else moveBy(controller, moves[pressed]);
    onTouch();
    event.preventDefault();
  };
  return (
    <div className={styles['track']} data-past={shown !== null || undefined}>
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        step={1}
        value={last > 0 ? at : 1}
        disabled={last === 0}
        aria-label="Step that is shown"
        aria-valuetext={shown === null ? `Now, step ${count(last)}` : `Step ${count(shown)} of ${count(last)}`}
        style={place(at)}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          onTouch();
          const step = Number(event.target.value);
          controller.past.show(step >= last ? null : step);
        }}
      />
      {first > 0 && <span className={styles['lost']} style={place(first)} title={`Pictures are kept from step ${count(first)} on`} />}
      <ul className={styles['marks']} aria-label="Marks">
        {fork > 0 && <li className={styles['fork']} style={place(fork)} title={`Forked at step ${count(fork)}`} />}
        {marks.map(({ step, words }) => (
          <li key={step} style={place(step)} title={`After step ${count(step)}: ${words}`}>
            <span className="visually-hidden">{`After step ${count(step)}: ${words}`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
