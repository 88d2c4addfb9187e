import { useState } from 'react';
import type { RunAnswer } from '../../worker/looks/ask.ts';
import type { PicturedAnswer } from '../../worker/protocol.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import dialog from '../data/DataDialog.module.css';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count, figure, percent } from '../shared/format.ts';
import styles from './AskImage.module.css';

/** Classes that are told of an image. */
const told = 3;

interface Props {
  readonly classNames: readonly string[];
  /** Test images of classes that are trained. */
  readonly images: number;
}

/** Of fewer test images than this, the share that is taken for strangers by mistake is less than one: the limit is the largest distance. */
const fewImages = 20;

/** Shows the runs an image that is in no set: which class they put it in, and whether it belongs to any of them. */
export function AskImage({ classNames, images }: Props) {
  const controller = useController();
  const [answer, setAnswer] = useState<PicturedAnswer | null>(null);
  const [asking, setAsking] = useState(false);
  const ready = useApp((state) => state.step > 0 && (state.phase === 'resting' || state.phase === 'running'));
  const ask = async (file: File) => {
    setAsking(true);
    setAnswer((await controller.points.askAbout(file)) ?? answer);
    setAsking(false);
  };
  return (
    <div className={styles['ask']}>
      <div className={styles['head']}>
        <p>
          <b>None of these?</b> Show the runs an image that they have not seen.
        </p>
        <label className={`${button['plain']} ${dialog['pick']} ${styles['pick']}`} data-disabled={!ready || asking || undefined}>
          {asking ? 'Looking …' : 'Choose an image …'}
          <input
            type="file"
            accept="image/*"
            disabled={!ready || asking}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void ask(file);
            }}
          />
        </label>
      </div>
      {answer && <Answered answer={answer} classNames={classNames} images={images} />}
    </div>
  );
}

function Answered({ answer: { picture, runs, step, errorRate }, classNames, images }: Props & { readonly answer: PicturedAnswer }) {
  return (
    <div className={styles['answer']} role="status">
      <div className={styles['picture']}>
        <Thumbnail image={picture} alt="The image as the network sees it" />
      </div>
      {runs.map((run) => (
        <div key={run.name} className={styles['run']}>
          <h3>{run.name}</h3>
          <Verdict run={run} classNames={classNames} />
          <ol className={styles['classes']}>
            {best(run).map((c) => (
              <li key={c}>
                <span>{classNames[c]}</span>
                <meter aria-label={`Probability of ${classNames[c]}`} min={0} max={1} value={run.probabilities[c]!} />
                <span>{percent(run.probabilities[c])} %</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
      <p className={card['note']}>
        At step {count(step)}. Distances are in spreads of the nearest class; {images < fewImages ? `none of ${count(images)} test images lies beyond the limit` : `${percent(errorRate)} % of the test images lie beyond the limit too`}.
      </p>
    </div>
  );
}

const best = ({ probabilities }: RunAnswer) => [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!).slice(0, told);

function Verdict({ run: { nearest, distances, threshold }, classNames }: { readonly run: RunAnswer; readonly classNames: readonly string[] }) {
  if (nearest < 0) return <p>Too few test images to tell what is none of these.</p>;
  const distance = distances[nearest]!;
  const measured = `${figure(distance)} away; the limit is ${figure(threshold)}.`;
  return distance > threshold ? (
    <p>
      <b>None of these.</b> Nearest: {classNames[nearest]}, {measured}
    </p>
  ) : (
    <p>
      <b>{classNames[nearest]}</b>, within the limit: {measured}
    </p>
  );
}
