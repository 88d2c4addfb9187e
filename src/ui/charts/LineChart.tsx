import { useEffect, useRef, useState } from 'react';
import type { AppState } from '../../app/state.ts';
import { useController } from '../context.ts';
import { loadPlotly } from '../plotly.ts';
import type { Plotly } from '../plotly.ts';
import type { Theme } from '../theme.ts';
import styles from './Curves.module.css';
import { chartLayout, chartTraces } from './lineChartSpec.ts';
import type { Axis, Chart } from './lineChartSpec.ts';

interface Props {
  readonly label: string;
  readonly axis: Axis;
  readonly theme: Theme;
  /** What to draw; called at most once a second. Must keep its identity between renders. */
  readonly select: (state: AppState) => Chart;
}

const redrawMs = 1000;

/** Lines over steps by Plotly, outside React: redrawn from the store, only while in sight. */
export function LineChart({ label, axis, theme, select }: Props) {
  const { store } = useController();
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);

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
      const font = getComputedStyle(element);
      const { lines, lastStep } = select(store.getState());
      await plotly.react(element, chartTraces(lines, theme), chartLayout(axis, lastStep, { color: font.color, family: font.fontFamily }), {
        displayModeBar: false,
        responsive: true,
      });
    };
    const drawSoon = () => {
      if (!visible || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        draw().then(() => setFailed(false), () => setFailed(true));
      }, redrawMs);
    };
    const sight = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? false;
      drawSoon();
    });
    sight.observe(element);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.lossHistory !== before.lossHistory || state.evaluations !== before.evaluations) drawSoon();
    });

    return () => {
      ended.abort();
      clearTimeout(timer);
      sight.disconnect();
      unsubscribe();
      plotly?.purge(element);
    };
  }, [store, axis, theme, select]);

  return (
    <>
      <div ref={place} className={styles['chart']} role="img" aria-label={label} />
      {failed && <p role="alert">The chart could not be drawn. Check the network connection and reload the page.</p>}
    </>
  );
}
