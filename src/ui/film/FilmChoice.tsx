import { useRef, useState } from 'react';
import { fileName } from '../../app/home/fileName.ts';
import { saveFile } from '../../app/saveFile.ts';
import { CancelledError, describeError } from '../../errors.ts';
import button from '../controls/button.module.css';
import { useSaid } from '../controls/useSaid.ts';
import progress from '../controls/progress.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import home from '../home/TakeHomeCard.module.css';
import { side as sideSeen } from '../panels/view/orientation.ts';
import { useApp, useController } from '../shared/context.ts';
import { megabytes } from '../shared/format.ts';
import { sight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { paces } from '../timeline/usePlayback.ts';
import { chosen, filmFrames } from './film.ts';
import { FilmPainter } from './painter.ts';

/** Sides of a panel to choose from, in pixels. */
const sides = [
  ['240', 'Small'],
  ['360', 'Medium'],
  ['480', 'Large'],
] as const;

/** The past as a film: its pace and size, and how far it has come. */
export function FilmChoice({ theme }: { readonly theme: Theme }) {
  const controller = useController();
  const count = useApp((state) => state.past.steps.length);
  const [pace, setPace] = useState(10);
  const [side, setSide] = useState('360');
  const end = useRef<AbortController | null>(null);
  const [making, setMaking] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [said, setSaid] = useSaid(useApp((state) => state.setUp));
  const make = async (kind: 'gif' | 'video') => {
    const { signal } = (end.current = new AbortController());
    setSaid('');
    setMaking({ done: 0, total: 0 });
    try {
      const { setUp, view, hiddenClasses } = controller.store.getState();
      const frames = filmFrames(chosen(controller.past.pictures()), pace, view);
      const { snapshot } = frames.at(-1)!;
      const panels = snapshot.runs.length;
      const painter = new FilmPainter({ theme, side: Number(side), panels, classNames: setUp!.dataset.classNames, hidden: new Set(hiddenClasses), orientation: sideSeen.getState().orientation, spread: sight.getState().spread });
      const { gifOf, videoOf } = await import('./encode.ts');
      const wish = { painter, frames, pace, theme, signal, telling: (done: number, total: number) => setMaking({ done, total }) };
      const { blob, extension } = kind === 'gif' ? { blob: await gifOf(wish), extension: 'gif' } : await videoOf(wish);
      const name = fileName([setUp!.dataset.label, 'film', 'step', snapshot.step], extension);
      saveFile({ name, blob });
      setSaid(`Saved ${name}, ${frames.length} pictures, ${megabytes(blob.size)}.`);
    } catch (error) {
      const { message, hint } = describeError(error);
      setSaid(error instanceof CancelledError ? '' : `${message} ${hint}`);
    } finally {
      setMaking(null);
    }
  };
  const idle = count >= 2 && making === null;
  return (
    <>
      <p>
        <b>The past as a film</b>: the pictures of the timeline, one after the other, as a GIF for slides and messages or as a video (WebM, or MP4 where the browser makes
        only that). {count < 2 && 'There is none yet: train some steps first.'}
      </p>
      <span className={home['pair']}>
        <SelectField label="Pictures in a second" value={String(pace)} options={paces.map((each) => [String(each), String(each)] as const)} disabled={!idle} onChange={(value) => setPace(Number(value))} />
        <SelectField label="Film’s size" value={side} options={sides} disabled={!idle} onChange={setSide} />
        <span className={home['pair']}>
          <button type="button" className={button['plain']} disabled={!idle} onClick={() => void make('gif')}>
            Film as GIF
          </button>
          <button type="button" className={button['plain']} disabled={!idle} onClick={() => void make('video')}>
            Film as video
          </button>
        </span>
      </span>
      {making && (
        <div className={home['making']}>
          <span>{making.total > 0 ? `Picture ${making.done + 1} of ${making.total} …` : 'Preparing …'}</span>
          <progress className={progress['progress']} aria-label="Making the film" {...(making.total > 0 ? { value: making.done, max: making.total } : {})} />
          <button type="button" className={button['plain']} onClick={() => end.current?.abort()}>
            Cancel the film
          </button>
        </div>
      )}
      <p aria-live="polite" className={home['said']}>
        {said}
      </p>
    </>
  );
}
