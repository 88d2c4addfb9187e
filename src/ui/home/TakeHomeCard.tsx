import { useRef, useState } from 'react';
import { isLuckUnderWay } from '../../app/store/fittingLuck.ts';
import type { HomeFile, HomeWish } from '../../app/desks/takeHome.ts';
import { saveFile } from '../../app/saveFile.ts';
import { isPhotographs } from '../../data/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import progress from '../controls/progress.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count, megabytes } from '../shared/format.ts';
import { tableBytes } from './tableBytes.ts';
import styles from './TakeHomeCard.module.css';

/** What is being made, and how far it has come; `total` is 0 until that is known. */
interface Making {
  readonly kind: HomeWish['kind'];
  readonly done: number;
  readonly total: number;
}

/** What was saved last. */
interface Saved {
  readonly name: string;
  readonly bytes: number;
}

/** Makes a file, tells how far it has come, and hands it over. */
function useMaking() {
  const controller = useController();
  const end = useRef<AbortController | null>(null);
  const [making, setMaking] = useState<Making | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const make = async (wish: HomeWish) => {
    const { signal } = (end.current = new AbortController());
    setSaved(null);
    setMaking({ kind: wish.kind, done: 0, total: 0 });
    const file: HomeFile | null = await controller.home.take(wish, { signal, telling: (done, total) => setMaking({ kind: wish.kind, done, total }) });
    setMaking(null);
    if (!file || signal.aborted) return;
    saveFile(file);
    setSaved({ name: file.name, bytes: file.blob.size });
  };
  return { making, saved, make: (wish: HomeWish) => void make(wish), cancel: () => end.current?.abort() };
}

/** What a training has come to as files: of photographs a run's head with programs that use it, and all images as a table; else a run's parameters. */
export function TakeHomeCard() {
  const photographs = useApp((state) => isPhotographs(state.setUp?.dataset.id ?? ''));
  const names = useApp((state) => state.effective.runs);
  const ready = useApp((state) => state.setUp !== null && (state.phase === 'running' || state.phase === 'resting') && !isLuckUnderWay(state));
  const [chosen, setRun] = useState(0);
  const { making, saved, make, cancel } = useMaking();
  const run = Math.min(chosen, names.length - 1);
  const idle = ready && making === null;
  return (
    <section className={`${card['card']} ${styles['home']}`} aria-labelledby="take-home">
      <h2 id="take-home" className={card['title']}>
        Take it home
      </h2>
      {names.length > 1 && <SelectField label="Run" value={String(run)} options={names.map(({ name }, r) => [String(r), name] as const)} disabled={!idle} onChange={(value) => setRun(Number(value))} />}
      {photographs ? <OfPhotographs run={run} idle={idle} onMake={make} /> : <OfImages run={run} idle={idle} onMake={make} />}
      <Elsewhere run={run} idle={idle} onMake={make} />
      {making && <Progress making={making} onCancel={cancel} />}
      <p aria-live="polite" className={card['note']}>
        {saved && `Saved ${saved.name}, ${saved.bytes < 1e5 ? `${count(saved.bytes)} bytes` : megabytes(saved.bytes)}.`}
      </p>
    </section>
  );
}

interface ChoicesProps {
  readonly run: number;
  readonly idle: boolean;
  readonly onMake: (wish: HomeWish) => void;
}

function OfPhotographs({ run, idle, onMake }: ChoicesProps) {
  const bytes = useApp(({ setUp, effective }) => (setUp ? tableBytes(setUp.dataset, effective.runs.length) : 0));
  return (
    <ul className={styles['choices']}>
      <li>
        <p>
          <b>The run’s head</b>, to name the class of further photographs elsewhere. A zip: its layers (safetensors), how an image is prepared for them
          (JSON), and two programs that do it all, in Node.js and in Python.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'head', run })}>
          Save the head
        </button>
      </li>
      <li>
        <p>
          <b>All images as a table</b> (CSV), whatever the run: path, split and class, what each run predicts and how sure it is, and the embedding. About{' '}
          {megabytes(bytes)}.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'table' })}>
          Save the table
        </button>
      </li>
    </ul>
  );
}

function OfImages({ run, idle, onMake }: ChoicesProps) {
  const parameters = useApp((state) => state.setUp?.parameterCount ?? 0);
  return (
    <ul className={styles['choices']}>
      <li>
        <p>
          <b>The run’s model</b> as it is now: its {count(parameters)} trained numbers and the class centers, by the names of the layers, as a safetensors file,
          which Python and others read.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'model', run })}>
          Save the model
        </button>
      </li>
    </ul>
  );
}

/** A run, and the whole experiment, for other programs. */
function Elsewhere({ run, idle, onMake }: ChoicesProps) {
  return (
    <ul className={styles['choices']}>
      <li>
        <p>
          <b>The run for TensorFlow.js</b>: <code>model.json</code> with its weights, which <code>tf.loadLayersModel</code> reads; it gives features and logits. A zip.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'layers', run })}>
          Save for TensorFlow.js
        </button>
      </li>
      <li>
        <p>
          <b>The run’s features for the Embedding Projector</b>: those of the test images in the panels with all dimensions, their classes and their images. A zip.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'projector', run })}>
          Save for the Projector
        </button>
      </li>
      <li>
        <p>
          <b>The experiment for PyTorch</b>, all runs: a program in Python with the network, losses, optimizer and live changes, the initial weights, the images, and
          the order of the batches. Its first steps come to the losses of this page. A zip.
        </p>
        <button type="button" className={button['plain']} disabled={!idle} onClick={() => onMake({ kind: 'torch' })}>
          Save for PyTorch
        </button>
      </li>
    </ul>
  );
}

function Progress({ making: { kind, done, total }, onCancel }: { readonly making: Making; readonly onCancel: () => void }) {
  return (
    <div className={styles['making']}>
      <span>{kind === 'table' && total > 0 ? `Writing ${count(done)} of ${count(total)} images …` : 'Measuring …'}</span>
      <progress className={progress['progress']} aria-label="Making the file" {...(total > 0 ? { value: done, max: total } : {})} />
      {kind === 'table' && (
        <button type="button" className={button['plain']} onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
