import { useEffect, useRef, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import { describeError } from '../../errors.ts';
import type { Theme } from '../theme.ts';
import { downloadPicture } from './exportPicture.ts';
import styles from './FeaturePanel.module.css';
import { FeaturePlot } from './FeaturePlot.ts';
import type { PlotHost } from './FeaturePlot.ts';
import type { DragMode } from './layout.ts';
import { PanelTools } from './PanelTools.tsx';
import type { ViewMode } from './view.ts';
import type { ViewScale } from './viewScale.ts';

interface Props {
  readonly controller: Controller;
  /** Index of the run in the experiment. */
  readonly run: number;
  readonly title: string;
  readonly classNames: readonly string[];
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly view: ViewMode;
  /** Shared by the panels of a page; made once by their parent. */
  readonly viewScale: ViewScale;
}

/**
 * The features of one run, filling its parent, which has `position: relative` and a size. Renders when its properties change,
 * never for a snapshot: those go straight to the plot, and the words around it are written to the elements.
 */
export function FeaturePanel({ controller, run, title, classNames, theme, hiddenClasses, view, viewScale }: Props) {
  const [dragMode, setDragMode] = useState<DragMode>(() => (matchMedia('(hover: hover)').matches ? 'zoom' : 'none'));
  const root = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const length = useRef<HTMLSpanElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const plot = useRef<FeaturePlot>(null);

  useEffect(() => {
    const [at, barAt, lengthAt, wordsAt] = [root.current, bar.current, length.current, words.current];
    if (!at || !barAt || !lengthAt || !wordsAt) return;
    const host: PlotHost = {
      root: at,
      run,
      viewScale,
      onScale: ({ text, pixels }) => {
        barAt.style.width = `${pixels.toFixed(1)}px`;
        lengthAt.textContent = text;
      },
      onRest: (altText, notes) => {
        at.ariaLabel = altText;
        wordsAt.textContent = notes.join('\n');
      },
    };
    const made = new FeaturePlot(host);
    plot.current = made;
    const followPhase = () => {
      made.running = controller.store.getState().phase === 'running';
    };
    followPhase();
    const leavePhase = controller.store.subscribe((state, before) => state.phase !== before.phase && followPhase());
    const leaveSnapshots = controller.onSnapshot((snapshot) => made.show(snapshot));
    return () => {
      leaveSnapshots();
      leavePhase();
      made.dispose();
      plot.current = null;
    };
  }, [controller, run, viewScale]);

  useEffect(() => {
    plot.current?.configure({ title, classNames, theme, hiddenClasses, view, dragMode });
  }, [controller, run, viewScale, title, classNames, theme, hiddenClasses, view, dragMode]);

  const download = (format: 'png' | 'svg') => {
    const picture = plot.current?.picture();
    if (!picture) return;
    downloadPicture(picture, format).catch((error: unknown) => {
      if (words.current) words.current.textContent = describeError(error).message;
    });
  };

  return (
    <div className={styles['panel']}>
      <div ref={root} className={styles['plot']} role="img" aria-label={`Features of ${title}, before training`} />
      <p className={styles['hint']}>Untrained features appear here</p>
      <div className={styles['corner']}>
        <div ref={words} className={styles['notes']} />
        <div className={styles['scale']}>
          <span ref={length} />
          <div ref={bar} className={styles['bar']} />
        </div>
      </div>
      <PanelTools title={title} dragMode={dragMode} onDragMode={setDragMode} onReset={() => plot.current?.resetView()} onDownload={download} />
    </div>
  );
}
