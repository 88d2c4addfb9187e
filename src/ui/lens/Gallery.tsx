import { useMemo, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import button from '../controls/button.module.css';
import { ClassSwatch } from '../legend/ClassSwatch.tsx';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import { lightPoint } from '../shared/litPoint.ts';
import { imagesOf } from './confusion.ts';
import type { Focus } from './confusion.ts';
import styles from './Lens.module.css';

/** Images of a list in sight before a person asks for more. */
const first = 24;

interface Props {
  readonly snapshot: DrawnSnapshot;
  readonly run: number;
  readonly focus: Focus;
  readonly classNames: readonly string[];
  readonly onClose: () => void;
}

/** The images behind a cell or a pair, confused ones first. */
export function Gallery({ snapshot, run, focus, classNames, onClose }: Props) {
  const { a, b, kind } = focus;
  const lists = kind === 'pair' ? ([[a, b], [b, a]] as const) : ([[a, b]] as const);
  return (
    <div className={styles['gallery']} role="region" aria-label={kind === 'pair' ? `${classNames[a]} and ${classNames[b]}` : `${classNames[a]} taken for ${classNames[b]}`}>
      <button type="button" className={`${button['text']} ${styles['close']}`} aria-label="Close the images" onClick={onClose}>
        {icons.close}
      </button>
      {lists.map(([label, other]) => (
        <List key={label} snapshot={snapshot} run={run} label={label} other={other} onlyConfused={kind === 'cell'} classNames={classNames} />
      ))}
    </div>
  );
}

interface ListProps extends Pick<Props, 'snapshot' | 'run' | 'classNames'> {
  readonly label: number;
  readonly other: number;
  readonly onlyConfused: boolean;
}

function List({ snapshot, run, label, other, onlyConfused, classNames }: ListProps) {
  const [all, setAll] = useState(false);
  const images = useMemo(() => imagesOf(snapshot, run, label, other, onlyConfused), [snapshot, run, label, other, onlyConfused]);
  const shown = images.slice(0, all ? images.length : first);
  const pictures = useThumbnails('test', shown.map(({ image }) => image));
  const says = (predicted: number) => (predicted === label ? 'right' : `taken for ${classNames[predicted]}`);
  return (
    <div className={styles['list']}>
      <h3>
        <ClassSwatch c={label} /> {classNames[label]}
        {onlyConfused && label !== other && ` taken for ${classNames[other]}`} <span>{count(images.length)}</span>
      </h3>
      <ul>
        {shown.map(({ image, predicted }, i) => (
          <li key={image} data-wrong={predicted === label ? undefined : true} onPointerEnter={() => lightPoint(image)} onPointerLeave={() => lightPoint(null)}>
            <span className={styles['frame']}>{pictures[i] && <Thumbnail image={pictures[i]} alt={`Test image ${image}, ${classNames[label]}, ${says(predicted)}`} />}</span>
            <small>{predicted === label ? 'right' : `→ ${classNames[predicted]}`}</small>
          </li>
        ))}
      </ul>
      {images.length > first && (
        <button type="button" className={button['text']} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${count(images.length)}`}
        </button>
      )}
    </div>
  );
}
