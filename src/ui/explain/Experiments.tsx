import { centerTerm, makeRun } from '../../config/experiment.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp, useController } from '../context.ts';
import styles from './Explanation.module.css';

const weightsSideBySide = [makeRun('Weak pull', 0.01), makeRun('Medium pull', 0.1), makeRun('Strong pull', 1)];

/** What happens next is to be seen at the top of the page. */
const toPanels = () => scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });

/** Three things to try, each a button that does it. */
export function Experiments() {
  const controller = useController();
  const runs = useApp((state) => state.experiment.runs);
  const term = runs.flatMap((run, i) => (centerTerm(run) ? [{ run: i, ...centerTerm(run)! }] : []))[0];
  const busy = useApp((state) => state.setUp === null || state.phase === 'preparing');
  return (
    <div className={styles['experiments']}>
      <div className={card['card']}>
        <h3>Let go, then gather again</h3>
        <p>Train for some hundred steps, then switch center loss off: the clusters melt back into rays. Switch it on and they close up.</p>
        <button
          type="button"
          className={button['plain']}
          disabled={busy || !term}
          onClick={() => {
            toPanels();
            if (term) controller.setCenterTerm(term.run, { weight: term.weight, on: !term.on });
          }}
        >
          Switch center loss {term?.on ? 'off' : 'on'}
        </button>
      </div>
      <div className={card['card']}>
        <h3>Too much of a good thing</h3>
        <p>With λ = 10 from the first step all digits are pulled onto one point before the network can tell them apart. Lower λ and they part.</p>
        <button
          type="button"
          className={button['plain']}
          disabled={busy || !term}
          onClick={() => {
            if (!term) return;
            controller.setCenterTerm(term.run, { weight: 10, on: true });
            toPanels();
            void controller.reset().then(() => controller.start());
          }}
        >
          Restart with λ = 10
        </button>
      </div>
      <div className={card['card']}>
        <h3>Three weights at once</h3>
        <p>Three runs from the same start on the same batches, a factor of ten apart. More weight starts slower and ends tighter.</p>
        <button
          type="button"
          className={button['plain']}
          disabled={busy}
          onClick={() => {
            toPanels();
            void controller.configure({ runs: weightsSideBySide }).then(() => controller.start());
          }}
        >
          Restart with λ = 0.01, 0.1 and 1
        </button>
      </div>
    </div>
  );
}
