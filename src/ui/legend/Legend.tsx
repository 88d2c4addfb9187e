import { useCallback, useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import type { Controller } from '../../app/controller.ts';
import { showsNames } from '../panels/overlay/nameBoard.ts';
import { longName } from '../panels/scene/scene.ts';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import type { Pointed } from '../shared/pointed.ts';
import { ClassButton } from './ClassButton.tsx';
import styles from './Legend.module.css';
import { Marks } from './Marks.tsx';
import { moveAmongStops } from './roving.ts';
import { matching, onlyShown, toggled } from './shown.ts';
import { useClassCounts } from './useClassCounts.ts';

/** With more classes the legend is a list that scrolls, with a search. */
const mostInRow = 12;

interface Props {
  readonly classNames: readonly string[];
  readonly hiddenClasses: ReadonlySet<number>;
  readonly pointed: Pointed;
  /** Whether classes are named at their means; null leaves it to their number. */
  readonly names: boolean | null;
  readonly onNames: (names: boolean) => void;
}

/** Where the Tab key stops: a class by its number, or a tool by its name. */
type Stop = string;

/** What pressing classes does. `only` makes the next press leave that class alone; it is read when a press comes, so that buttons keep their events. */
function usePresses(controller: Controller, classCount: number) {
  const [only, setOnly] = useState(false);
  const armed = useRef(only);
  useEffect(() => {
    armed.current = only;
  }, [only]);
  const press = useCallback(
    (c: number, alone: boolean) => {
      const hidden = controller.store.getState().hiddenClasses;
      controller.setHiddenClasses(alone || armed.current ? onlyShown(hidden, classCount, c) : toggled(hidden, c));
      setOnly(false);
    },
    [controller, classCount],
  );
  return { only, setOnly, press };
}

/**
 * The one legend of all panels. A press on a class shows or hides it; a double one, or with Alt or Shift, or after "Only", leaves it
 * alone, and another one adds to it. One stop of the Tab key beside the search; arrow keys move among classes and tools.
 */
export function Legend({ classNames, hiddenClasses, pointed, names, onNames }: Props) {
  const controller = useController();
  const [query, setQuery] = useState('');
  const [stop, setStop] = useState<Stop>('0');
  const counts = useClassCounts(classNames.length);
  const heldOut = useApp((state) => state.effective.heldOut);
  const { only, setOnly, press } = usePresses(controller, classNames.length);
  const point = useCallback((c: number | null) => pointed.point(c), [pointed]);
  const onStop = useCallback(({ currentTarget }: FocusEvent<HTMLButtonElement>) => setStop(currentTarget.dataset['stop']!), []);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLButtonElement>) => {
      if (event.key === 'Escape') setOnly(false);
      moveAmongStops(event);
    },
    [setOnly],
  );
  const many = classNames.length > mostInRow;
  const found = matching(classNames, many ? query : '');
  const shownCount = classNames.length - [...hiddenClasses].filter((c) => c < classNames.length).length;
  const hiding = shownCount < classNames.length;
  const named = showsNames(classNames.length, names);
  const tools = [
    { label: 'All', hint: 'Show all classes', pressed: undefined, off: !hiding, use: () => controller.setHiddenClasses([]) },
    { label: 'Only', hint: 'The class pressed next is shown alone; others are added to it. A double press on a class does the same.', pressed: only, off: false, use: () => setOnly(!only) },
    { label: 'Names', hint: 'Name the classes at their means', pressed: named, off: false, use: () => onNames(!named) },
  ];
  // The place where the Tab key stopped may be out of sight by a search, or a tool that is off.
  const isThere = tools.some(({ label, off }) => label === stop && !off) || found.includes(Number(stop));
  const stopAt = isThere ? stop : String(found[0] ?? 'Names');
  const head = (
    <div className={styles['head']}>
      {many && <input type="search" className={styles['search']} value={query} placeholder="Find a class" aria-label="Find a class" onChange={({ target }) => setQuery(target.value)} />}
      <p aria-live="polite" className={styles['status']}>
        {hiding && (
          <>
            {count(shownCount)} of {count(classNames.length)} <span className={many ? undefined : 'visually-hidden'}>shown</span>
          </>
        )}
      </p>
      {tools.map(({ label, hint, pressed, off, use }) => (
        <button key={label} type="button" data-stop={label} className={styles['tool']} tabIndex={stopAt === label ? 0 : -1} title={hint} aria-pressed={pressed} disabled={off} onKeyDown={onKeyDown} onFocus={onStop} onClick={use}>
          {label}
        </button>
      ))}
    </div>
  );
  return (
    <div role="group" aria-label="Legend" className={styles['legend']} data-many={many || undefined} data-stops="">
      {many && head}
      <div role="group" aria-label="Classes shown" className={styles['classes']} data-only={only || undefined}>
        {found.map((c) => (
          <ClassButton key={c} c={c} name={longName(classNames, c)} count={many ? (counts?.[c] ?? null) : null} shown={!hiddenClasses.has(c)} trained={!heldOut.includes(c)} stop={stopAt === String(c)} onPress={press} onPoint={point} onKeyDown={onKeyDown} onStop={onStop} />
        ))}
        {found.length === 0 && <p className={styles['nothing']}>No class is called so.</p>}
      </div>
      {!many && head}
      <Marks />
    </div>
  );
}
