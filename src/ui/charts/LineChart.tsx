import { useEffect, useRef, useState } from 'react';
import type { AppState } from '../../app/store/state.ts';
import { loadPlotly } from '../plotly/loadPlotly.ts';
import type { Plotly } from '../plotly/loadPlotly.ts';
import { useController } from '../shared/context.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Curves.module.css';
import { ChartMarks } from './ChartMarks.tsx';
import { chartLayout, chartTraces } from './lineChartSpec.ts';
import type { Axis, Chart, ChartLook } from './lineChartSpec.ts';

interface Props {
  readonly label: string;
  readonly axis: Axis;
  readonly theme: Theme;
  /** What to draw; called at most once a second, and when the axis or the theme changes. */
  readonly select: (state: AppState) => Chart;
}

const redrawMs = 1000;

/** The page's colours and type, as they are in effect at an element on a card. */
function lookOf(element: Element): ChartLook {
  const { color, fontFamily } = getComputedStyle(element);
  return { color, family: fontFamily, background: getComputedStyle(element.closest('section') ?? element).backgroundColor };
}

/** Lines over steps by Plotly, outside React: redrawn in place from the store, only while in sight. `data-step` is the last step that is drawn. */
export function LineChart({ label, axis, theme, select }: Props) {
  const { store } = useController();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef({ axis, theme, select });
  const redraw = useRef<(() => void) | null>(null);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(0);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let visible = false;
    let plotly: Plotly | undefined;

    const draw = async () => {
      plotly = await loadPlotly();
      if (ended.signal.aborted) return;
      const { lines, lastStep } = shown.current.select(store.getState());
      await plotly.react(element, chartTraces(lines, shown.current.theme), chartLayout(shown.current.axis, lastStep, lookOf(element)), {
        displayModeBar: false,
        responsive: true,
        showTips: false,
      });
      element.dataset['step'] = String(lastStep);
      setDrawn(lastStep);
    };
    const drawIn = (ms: number) => {
      if (!visible || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        draw().then(() => setFailed(false), () => setFailed(true));
      }, ms);
    };
    redraw.current = () => {
      clearTimeout(timer);
      timer = undefined;
      drawIn(0);
    };
    const sight = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? false;
      drawIn(0);
    });
    sight.observe(element);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.lossHistory !== before.lossHistory || state.evaluations !== before.evaluations) drawIn(redrawMs);
    });
    // A finger scrolls the page; Plotly would hold it. A tap reaches Plotly as the mouse events that the browser makes of it.
    element.addEventListener('touchstart', (event) => event.stopPropagation(), { capture: true, passive: true, signal: ended.signal });

    return () => {
      ended.abort();
      clearTimeout(timer);
      sight.disconnect();
      unsubscribe();
      redraw.current = null;
      plotly?.purge(element);
    };
  }, [store]);

  // The chart stays until it is drawn anew with another axis or theme.
  useEffect(() => {
    shown.current = { axis, theme, select };
    redraw.current?.();
  }, [axis, theme, select]);

  return (
    <>
      <div className={styles['place']}>
        <div ref={place} className={styles['chart']} role="group" aria-label={label} />
        <ChartMarks lastStep={drawn} />
      </div>
      {failed && <p role="alert">The chart could not be drawn. Check the network connection and reload the page.</p>}
    </>
  );
}
