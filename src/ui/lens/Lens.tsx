import { useId, useMemo, useRef, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import card from '../controls/card.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { AskImage } from './AskImage.tsx';
import { confusionOf, imagesOf, pairsOf } from './confusion.ts';
import type { Focus } from './confusion.ts';
import { DifferenceMatrix } from './DifferenceMatrix.tsx';
import { Gallery } from './Gallery.tsx';
import styles from './Lens.module.css';
import { Matrix } from './Matrix.tsx';
import { Mistakes } from './Mistakes.tsx';
import { Pairs } from './Pairs.tsx';
import { useLastSnapshot } from './useLastSnapshot.ts';

/** The choice of no other run. */
const alone = '';

/** Which classes a run confuses, on which images: pairs by how much they overlap, the confusion matrix or its difference from another run's, the images behind them, and those read wrong. */
export function Lens({ classNames }: { readonly classNames: readonly string[] }) {
  const section = useRef<HTMLElement>(null);
  const snapshot = useLastSnapshot(section);
  const dataset = useApp((state) => state.setUp?.dataset.id ?? '');
  const runs = useApp((state) => state.effective.runs);
  const id = useId();
  const fits = snapshot !== null && snapshot.runs.length === runs.length && snapshot.labels.every((label) => label < classNames.length);
  return (
    <section ref={section} className={`${card['card']} ${styles['lens']}`} aria-labelledby={id}>
      <h2 id={id} className={card['title']}>
        Which classes overlap
      </h2>
      {fits ? <Looked key={`${dataset} ${runs.length}`} snapshot={snapshot} names={runs.map(({ name }) => name)} classNames={classNames} /> : <p className={card['note']}>Shown once there are features.</p>}
    </section>
  );
}

interface LookedProps {
  readonly snapshot: DrawnSnapshot;
  readonly names: readonly string[];
  readonly classNames: readonly string[];
}

function Looked({ snapshot, names, classNames }: LookedProps) {
  const controller = useController();
  const [chosenRun, setRun] = useState(0);
  const [chosenOther, setOther] = useState(alone);
  const [focus, setFocus] = useState<Focus | null>(null);
  const run = Math.min(chosenRun, names.length - 1);
  const other = chosenOther === alone || Number(chosenOther) === run || Number(chosenOther) >= names.length ? null : Number(chosenOther);
  const runs = names.map((name, r) => [String(r), name] as const);
  const confusion = useMemo(() => confusionOf(snapshot, run, classNames.length), [snapshot, run, classNames.length]);
  const pairs = useMemo(() => pairsOf(confusion), [confusion]);
  const open = (next: Focus | null) => {
    setFocus(next);
    const lists = next === null ? [] : next.kind === 'pair' ? [imagesOf(snapshot, run, next.a, next.b, false), imagesOf(snapshot, run, next.b, next.a, false)] : [imagesOf(snapshot, run, next.a, next.b, true)];
    controller.select(next === null ? null : lists.flat().map(({ image }) => image));
  };
  const heldOut = useApp((state) => state.effective.heldOut);
  const trained = snapshot.labels.filter((label) => !heldOut.includes(label)).length;
  const right = confusion.predicted.reduce((sum, value, k) => (k % (confusion.classes + 1) === 0 ? sum + value : sum), 0);
  return (
    <>
      <div className={styles['head']}>
        {names.length > 1 && <SelectField label="Run" value={String(run)} options={runs} onChange={(value) => setRun(Number(value))} />}
        {names.length > 1 && <SelectField label="Matrix less that of" value={other === null ? alone : String(other)} options={[[alone, 'none'], ...runs.filter(([value]) => Number(value) !== run)]} onChange={setOther} />}
        <p className={card['note']}>
          {count(right)} of {count(trained)} test images right at step {count(snapshot.step)}.
        </p>
      </div>
      <div className={styles['columns']}>
        {snapshot.step === 0 ? <p className={card['note']}>Nothing is learned yet: the first weights are random, and so is what overlaps.</p> : <Pairs pairs={pairs} classNames={classNames} focus={focus} onOpen={open} />}
        {other === null ? <Matrix confusion={confusion} classNames={classNames} focus={focus} onOpen={open} /> : <DifferenceMatrix snapshot={snapshot} classNames={classNames} names={names} run={run} other={other} />}
      </div>
      {focus && <Gallery snapshot={snapshot} run={run} focus={focus} classNames={classNames} onClose={() => open(null)} />}
      <Mistakes snapshot={snapshot} names={names} classNames={classNames} />
      <AskImage classNames={classNames} images={trained} />
    </>
  );
}
