import { useEffect, useMemo, useRef, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import { datasetLabel } from '../../data/catalog.ts';
import type { ExampleForm } from '../../data/dataset.ts';
import { projections } from '../../projections/catalog.ts';
import { describeError } from '../../errors.ts';
import { testImages } from '../pictures/thumbnails.ts';
import { useApp } from '../shared/context.ts';
import { lightPoint, placeLit } from '../shared/litPoint.ts';
import { useSight } from '../shared/sight.ts';
import { drawnAs } from './drawnAs.ts';
import { HoverPicture } from './HoverPicture.tsx';
import styles from './FeaturePanel.module.css';
import { FeaturePlot } from './FeaturePlot.ts';
import type { PlotHost, PointedImage } from './plotHost.ts';
import type { PanelSettings } from './panelSettings.ts';
import { PanelTools } from './PanelTools.tsx';
import type { Origin } from './plotly/exportLayout.ts';
import { downloadPicture } from './plotly/exportPicture.ts';
import { signedWeights } from './signedWeights.ts';
import { TugHandle } from './TugHandle.tsx';
import { useSigns } from './useSigns.ts';
import { useDragMode } from './useDragMode.ts';

interface Props extends PanelSettings {
  readonly controller: Controller;
  /** Index of the run in the experiment. */
  readonly run: number;
  readonly title: string;
  readonly classNames: readonly string[];
}

/** Sides of images in the place of points, in CSS pixels: of digits and the like, and of photographs. */
const smallSide = 28;
const largeSide = 48;
const isSmall = (form: ExampleForm | undefined) => form !== undefined && 'height' in form && Math.max(form.height, form.width) <= 32;

/** Where a run's features come from, for an export. */
function originOf(controller: Controller, run: number): Origin {
  const { effective, setUp } = controller.store.getState();
  const objective = effective.runs[run];
  const dataset = setUp?.dataset.label ?? datasetLabel(effective.dataset);
  const weights = objective ? signedWeights(objective) : [];
  return { run, weights, dataset, seed: effective.seed };
}

/**
 * The features of one run, filling its parent, which has `position: relative` and a size. Renders when its properties change,
 * never for a snapshot: those go straight to the plot, and the words around it are written to the elements. What is drawn is
 * for eyes and pointers alone; people who do not see it are given `altText` in its place.
 */
export function FeaturePanel({ controller, run, title, classNames, theme, hiddenClasses, view, viewScale, pointed, names }: Props) {
  const [hovered, setHovered] = useState<PointedImage | null>(null);
  const [images, setImages] = useState(false);
  const imageSide = useApp((state) => (isSmall(state.setUp?.dataset.form) ? smallSide : largeSide));
  const selection = useApp((state) => state.selection);
  const drawing = useApp((state) => drawnAs(state.effective));
  const { inSpace, dragMode, setDragMode, yields } = useDragMode();
  const hasUnit = useApp((state) => !projections.get(state.effective.projection).isUnitless);
  const selected = useMemo(() => selection && new Set(selection), [selection]);
  const root = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const length = useRef<HTMLSpanElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const alt = useRef<HTMLParagraphElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const plot = useRef<FeaturePlot>(null);
  const regions = useSight((seen) => seen.regions);

  useEffect(() => {
    const [at, barAt, lengthAt, wordsAt, altAt] = [root.current, bar.current, length.current, words.current, alt.current];
    if (!at || !barAt || !lengthAt || !wordsAt || !altAt) return;
    const host: PlotHost = {
      root: at,
      run,
      viewScale,
      pointed,
      imageSource: (wanted) => testImages(controller, wanted),
      onScale: ({ text, pixels }) => {
        barAt.style.width = `${pixels.toFixed(1)}px`;
        lengthAt.textContent = text;
      },
      onWords: (altText, notes) => {
        altAt.textContent = altText;
        wordsAt.textContent = notes.join('\n');
      },
      onHover: (hovered) => {
        setHovered(hovered);
        lightPoint(hovered?.image ?? null);
      },
      onSelect: (images) => controller.select(images, run),
      onTurned: () => at.parentElement?.querySelector<HTMLElement>('[data-turns]')?.focus({ preventScroll: true }),
      onLit: (spot) => placeLit(run, spot && { plot: at, ...spot }),
      onTug: (spot) => {
        if (!handle.current) return;
        handle.current.hidden = spot === null;
        if (spot) handle.current.style.translate = `${spot.x.toFixed(1)}px ${spot.y.toFixed(1)}px`;
      },
    };
    const made = new FeaturePlot(host);
    plot.current = made;
    const followPhase = () => {
      const { phase, shown } = controller.store.getState();
      made.frames.running = phase === 'running' || shown !== null;
    };
    followPhase();
    const leavePhase = controller.store.subscribe((state, before) => (state.phase !== before.phase || state.shown !== before.shown) && followPhase());
    // The last snapshot, told at once, may be of the experiment before the one in effect.
    let replayed = false;
    const leaveSnapshots = controller.onSnapshot((snapshot) => made.show(snapshot, replayed ? controller.store.getState().setUp : null));
    replayed = true;
    return () => {
      leaveSnapshots();
      leavePhase();
      made.dispose();
      plot.current = null;
    };
  }, [controller, run, viewScale, pointed]);

  useEffect(() => {
    plot.current?.configure({ shown: { title, drawnAs: drawing, hasUnit, classNames, hidden: hiddenClasses, selected }, theme, view, regions, over: { names, images, imageSide } });
  }, [controller, run, viewScale, pointed, names, images, imageSide, title, drawing, hasUnit, classNames, theme, hiddenClasses, selected, view, regions]);

  useSigns(plot, { controller, run, viewScale, pointed });

  useEffect(() => {
    plot.current?.gestures.does(dragMode, yields);
  }, [controller, run, viewScale, pointed, dragMode, yields]);

  const download = (format: 'png' | 'svg') => {
    const picture = plot.current?.picture();
    if (!picture) return;
    downloadPicture(picture, originOf(controller, run), format).catch((error: unknown) => {
      if (words.current) words.current.textContent = describeError(error).message;
    });
  };

  return (
    <div className={styles['panel']}>
      <p ref={alt} className="visually-hidden" />
      <div ref={root} className={styles['plot']} aria-hidden="true" />
      {hovered && <HoverPicture hovered={hovered} run={run} classNames={classNames} />}
      <TugHandle title={title} run={run} plot={plot} handle={handle} />
      <p className={styles['hint']}>Untrained features appear here</p>
      <div className={styles['corner']}>
        <div ref={words} className={styles['notes']} />
        <div className={styles['scale']} hidden={!hasUnit}>
          <span ref={length} />
          <div ref={bar} className={styles['bar']} />
        </div>
      </div>
      <PanelTools title={title} dragMode={dragMode} onDragMode={setDragMode} inSpace={inSpace} images={images} onImages={setImages} onPoint={(deed) => plot.current?.keys.does(deed) ?? null} onReset={() => plot.current?.resetView()} onDownload={download} />
    </div>
  );
}
