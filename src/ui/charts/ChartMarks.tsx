import { useMemo } from 'react';
import { useApp } from '../shared/context.ts';
import { marksOf } from '../timeline/changeWords.ts';
import { chartMargin } from './lineChartSpec.ts';
import styles from './Curves.module.css';

/** Over a chart of steps from 0 to `lastStep`: the step that is looked at, and the live changes. Drawn beside Plotly, so that they move without drawing the curves anew. */
export function ChartMarks({ lastStep }: { readonly lastStep: number }) {
  const shown = useApp((state) => state.shown);
  const log = useApp((state) => state.log);
  const runs = useApp((state) => state.experiment.runs);
  const marks = useMemo(() => marksOf(log, runs), [log, runs]);
  if (lastStep === 0) return null;
  const place = (step: number) => ({ '--at': step / lastStep });
  return (
    <div className={styles['marks']} style={{ '--left': `${chartMargin.l}px`, '--right': `${chartMargin.r}px`, '--bottom': `${chartMargin.b}px` }} aria-hidden="true">
      {marks
        .filter(({ step }) => step <= lastStep)
        .map(({ step, words }) => (
          <span key={step} className={styles['mark']} style={place(step)} title={`After step ${step}: ${words}`} />
        ))}
      {shown !== null && shown <= lastStep && <span className={styles['cursor']} style={place(shown)} />}
    </div>
  );
}
