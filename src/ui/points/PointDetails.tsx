import type { CSSProperties } from 'react';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import { colorProperties } from '../shared/classMarks.ts';
import { count, percent } from '../shared/format.ts';
import { factsOf } from './facts.ts';
import type { PointFacts } from './facts.ts';
import styles from './Points.module.css';
import type { LookedPoint } from './usePoint.ts';

/** Classes whose probabilities are shown: all where they are so many, else the likeliest. */
const mostBars = 10;

interface Props {
  readonly point: LookedPoint;
  readonly label: number;
  readonly classNames: readonly string[];
  /** The run that is told; all where none is. */
  readonly run?: number;
}

/** What the runs make of one test image: their answer, the probability of each class, and the images that are nearest to them. */
export function PointDetails({ point: { image, snapshot, inspection }, label, classNames, run }: Props) {
  const runs = run === undefined ? [...snapshot.runs.keys()] : [run];
  return (
    <div className={styles['details']}>
      {run === undefined && (
        <p className={styles['small']}>
          <b>
            Test image {count(image)}, {classNames[label]}
          </b>
          {inspection === null && ' · of the past: the answer’s probability, and neighbours as drawn'}
        </p>
      )}
      {runs.map((r) => snapshot.runs[r] && <Facts key={r} facts={factsOf(image, snapshot, inspection, r)} label={label} classNames={classNames} />)}
    </div>
  );
}

function Facts({ facts: { name, prediction, confidence, probabilities, neighbours }, label, classNames }: { readonly facts: PointFacts; readonly label: number; readonly classNames: readonly string[] }) {
  const pictures = useThumbnails('test', neighbours);
  return (
    <section aria-label={`Image as ${name} sees it`}>
      <p className={styles['answer']} data-wrong={(prediction >= 0 && prediction !== label) || undefined}>
        <span>{name}</span>
        <b>{prediction < 0 ? 'not measured at this step' : `${classNames[prediction]}, ${percent(confidence)} %`}</b>
      </p>
      {probabilities && <Bars probabilities={probabilities} classNames={classNames} />}
      {neighbours.length > 0 && (
        <ol className={styles['neighbours']} aria-label="Nearest images">
          {neighbours.map((image, i) => (
            <li key={image}>{pictures[i] && <Thumbnail image={pictures[i]} alt={`Neighbour ${count(image)}`} />}</li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Bars({ probabilities, classNames }: { readonly probabilities: Float32Array; readonly classNames: readonly string[] }) {
  const all = [...probabilities.keys()];
  const shown = all.length <= mostBars ? all : all.sort((a, b) => probabilities[b]! - probabilities[a]!).slice(0, mostBars);
  return (
    <ul className={styles['bars']} aria-label={all.length <= mostBars ? 'Probability of each class' : `Probabilities of the ${mostBars} likeliest classes`}>
      {shown.map((c) => (
        <li key={c} title={`${classNames[c]}: ${percent(probabilities[c])} %`} style={{ ...colorProperties(c), '--share': probabilities[c]! } as CSSProperties}>
          <span aria-hidden="true">{classNames[c]}</span>
          <span className="visually-hidden">
            {classNames[c]}: {percent(probabilities[c])} %
          </span>
        </li>
      ))}
    </ul>
  );
}
