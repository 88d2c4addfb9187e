import { memo } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { count as counted } from '../shared/format.ts';
import { ClassSwatch } from './ClassSwatch.tsx';
import styles from './Legend.module.css';

/** What a person does with a class of the legend. */
export interface ClassEvents {
  /** Pressed it; `only` asks for this class alone. */
  readonly onPress: (c: number, only: boolean) => void;
  /** Points at it; null ends that. */
  readonly onPoint: (c: number | null) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
  /** The focus came here. */
  readonly onStop: (event: FocusEvent<HTMLButtonElement>) => void;
}

interface Props extends ClassEvents {
  readonly c: number;
  readonly name: string;
  /** Points drawn of it; null before they are known. */
  readonly count: number | null;
  readonly shown: boolean;
  /** Whether training has images of it. */
  readonly trained: boolean;
  /** Whether the Tab key stops here. */
  readonly stop: boolean;
}

/** A class of the legend: shows or hides its points. Renders again only when it changes itself: there may be 200. */
export const ClassButton = memo(function ClassButton({ c, name, count, shown, trained, stop, onPress, onPoint, onKeyDown, onStop }: Props) {
  const images = count === null ? '' : `: ${counted(count)} image${count === 1 ? '' : 's'} drawn`;
  return (
    <button
      type="button"
      data-stop={c}
      tabIndex={stop ? 0 : -1}
      aria-pressed={shown}
      title={`${name}${images}${trained ? '' : ', not trained'}`}
      onClick={({ altKey, shiftKey }) => onPress(c, altKey || shiftKey)}
      onDoubleClick={() => onPress(c, true)}
      onPointerEnter={() => onPoint(c)}
      onPointerLeave={() => onPoint(null)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        onStop(event);
        onPoint(c);
      }}
      onBlur={() => onPoint(null)}
    >
      <ClassSwatch c={c} />
      <span className={styles['name']}>{name}</span>
      {!trained && <small>not trained</small>}
      {count !== null && (
        <span className={styles['count']} aria-hidden="true">
          {counted(count)}
        </span>
      )}
    </button>
  );
});
