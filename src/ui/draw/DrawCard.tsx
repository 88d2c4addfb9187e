import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { ImageForm } from '../../data/dataset.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { Switch } from '../controls/Switch.tsx';
import { useLastSnapshot } from '../lens/useLastSnapshot.ts';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count, percent } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import { setSight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { useIntoSight } from '../controls/useIntoSight.ts';
import styles from './Draw.module.css';
import { Examples } from './Examples.tsx';
import { Kept } from './Kept.tsx';
import { Pad } from './Pad.tsx';
import { pictureOf } from './pictureOf.ts';
import { padName, useSketch } from './useSketch.ts';
import { Verdict } from './Verdict.tsx';

/** A pad, beside the panels: what is drawn is a point in each of them, and the runs say what it is. */
export function DrawCard({ theme }: { readonly theme: Theme }) {
  const form = useApp((state) => state.setUp?.dataset.form ?? null);
  const id = useId();
  const section = useRef<HTMLElement>(null);
  useIntoSight(section);
  return (
    <section ref={section} className={`${card['card']} ${styles['card']}`} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} className={card['title']}>
          Draw and see
        </h2>
        <button type="button" className={styles['close']} aria-label="Close the pad" onClick={() => setSight({ pad: false })}>
          {icons.close}
        </button>
      </div>
      {form && 'height' in form ? <Drawn key={padName(form)} form={form} theme={theme} /> : <p className={card['note']}>Photographs are not drawn: show the runs an image under “Which classes overlap”.</p>}
    </section>
  );
}

function Drawn({ form, theme }: { readonly form: ImageForm; readonly theme: Theme }) {
  const { drawing } = useController();
  const root = useRef<HTMLDivElement>(null);
  const snapshot = useLastSnapshot(root);
  const pad = useSketch(form);
  const classNames = useApp((state) => state.setUp!.dataset.classNames);
  const shown = useStore(drawing.store, (state) => state.answer);
  const values = useStore(drawing.store, (state) => state.values);
  useEffect(() => void drawing.load(), [drawing]);
  const answer = values && shown;
  return (
    <div ref={root} className={styles['drawn']}>
      <div className={styles['desk']}>
        <Pad ink={pad.ink} onBegin={pad.begin} onGoOn={pad.goOn} onMove={pad.move} onUndo={pad.undo} />
        <div className={styles['side']}>
          <div className={styles['seen']}>{values ? <Thumbnail image={pictureOf(values, form)} alt="The drawing as the network sees it" /> : <span>as the network sees it</span>}</div>
          <button type="button" className={button['plain']} disabled={pad.sketch.strokes.length === 0} onClick={pad.undo}>
            Undo
          </button>
          <button type="button" className={button['plain']} disabled={pad.seen === null} onClick={() => pad.startFrom(null)}>
            Clear
          </button>
        </div>
      </div>
      {snapshot && <Examples snapshot={snapshot} classNames={classNames} form={form} onPick={pad.startFrom} />}
      <Switch checked={pad.centre} onChange={pad.setCentre}>
        Centred as MNIST was
      </Switch>
      {answer ? (
        <div className={styles['answers']} data-answered={answer.step}>
          {answer.runs.map((run) => (
            <Verdict key={run.name} run={run} classNames={classNames} theme={theme} />
          ))}
          <p className={styles['small']}>
            At step {count(answer.step)}. Bars: distance to each class, in its spread; beyond the line lie {percent(answer.errorRate)} % of the test images too.
          </p>
        </div>
      ) : (
        <p className={card['note']}>Draw, or start from a test image: a ring shows in every panel where the network puts it.</p>
      )}
      <Kept classNames={classNames} canKeep={answer !== null} guess={answer ? guessOf(answer.runs[0]!.probabilities) : null} />
    </div>
  );
}

const guessOf = (probabilities: Float32Array) => probabilities.indexOf(Math.max(...probabilities));
