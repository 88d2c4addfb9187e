import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Trial } from '../../app/sharing/tryOuts.ts';
import { defaultExperiment, termOf } from '../../config/experiment.ts';
import type { ExperimentChange } from '../../config/validate.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp, useController } from '../shared/context.ts';
import { toPanels } from '../shared/toPanels.ts';
import { WayBack } from '../transport/Note.tsx';
import styles from './Explanation.module.css';

const tooMuch: Trial = { change: { runs: [{ name: 'Softmax' }, { name: 'Softmax + center', centerWeight: 10 }] }, view: 'linked' };
const threeWeights: Trial = { change: { runs: [{ name: 'Weak pull', centerWeight: 0.01 }, { name: 'Medium pull', centerWeight: 0.1 }, { name: 'Strong pull', centerWeight: 1 }] }, view: 'linked' };
const afresh: Trial = { change: { runs: [...defaultExperiment.runs] }, view: 'follow' };

/** Where the digits are brought back, with the settings that the words were written of. */
const asAtFirst: ExperimentChange = { ...defaultExperiment, heldOut: [], runs: [...defaultExperiment.runs] };

/** A training that is young enough to melt: later the classes keep their places. */
const youngUntil = 600;

/** Sets that the words and numbers of the experiments are true of. */
const digits = ['mnist', defaultExperiment.dataset];

/** Whether other images than digits are trained on: then an experiment brings the digits back. */
const useOthers = () => useApp((state) => !digits.includes(state.effective.dataset));

/** Three things to try, each a button that does it; the training that one takes the place of can be brought back. */
export function Experiments() {
  const before = useApp((state) => state.before);
  const label = useApp((state) => state.setUp?.dataset.label);
  const others = useOthers();
  return (
    <>
      {others && label && (
        <p className={styles['about']}>
          What is said here was measured on handwritten digits: each of the three brings them back in place of {label}.
        </p>
      )}
      <div className={styles['experiments']}>
        <LetGo />
        <Card
          title="Too much of a good thing"
          text="With λ = 10 from the first step all digits are pulled onto one place before the network can tell them apart: after 200 steps it names one of five, where softmax names four of five, and at the scale of softmax, to which this links the panels, it is a dot. Lower λ to 0.1 then, and 300 steps later they have parted."
        >
          <Try trial={tooMuch}>Try λ = 10</Try>
        </Card>
        <Card title="Three weights at once" text="Three runs from the same start on the same batches, a factor of ten apart, at one scale. The more weight, the smaller everything and the slower the start: after 300 steps about 90, 86 and 63 % are right.">
          <Try trial={threeWeights}>Try λ = 0.01, 0.1 and 1</Try>
        </Card>
      </div>
      <p className={styles['back']}>{before ? <WayBack /> : 'A training that an experiment takes the place of is kept; the way back shows here and under the step.'}</p>
    </>
  );
}

function Card({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={card['card']} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p>{text}</p>
      {children}
    </section>
  );
}

/** Whether an experiment can begin now. */
const useReady = () => useApp((state) => state.setUp !== null && state.phase !== 'preparing' && state.phase !== 'recovering');

function Try({ trial, children }: { readonly trial: Trial; readonly children: ReactNode }) {
  const controller = useController();
  const ready = useReady();
  const others = useOthers();
  const run = () => {
    toPanels();
    void controller.tryOut(others ? { ...trial, change: { ...asAtFirst, ...trial.change } } : trial);
  };
  return (
    <button type="button" className={button['plain']} disabled={!ready} title={others ? 'Brings the digits back' : undefined} onClick={run}>
      {children}
    </button>
  );
}

/** Switches the center loss of the first run that has one; of a training that is too old, has none or is not on digits, it begins one that will do. */
function LetGo() {
  const controller = useController();
  const ready = useReady();
  const step = useApp((state) => state.step);
  const runs = useApp((state) => state.experiment.runs);
  const term = runs.flatMap((run, i) => (termOf(run, 'center') ? [{ run: i, ...termOf(run, 'center')! }] : []))[0];
  const others = useOthers();
  const young = step > 0 && step <= youngUntil;
  const toggle = () => {
    toPanels();
    if (!term) return;
    controller.setTerm(term.run, { loss: 'center', weight: term.weight, on: !term.on });
    if (controller.store.getState().phase === 'resting') void controller.start();
  };
  return (
    <Card
      title="Let go, then gather again"
      text="Train for about 300 steps, then switch center loss off: within 100 steps the clusters melt back into rays, five times as long. Switch it on and over some hundred steps they draw together again. A network that has trained for 1,300 steps only loosens."
    >
      {!others && term && (young || !term.on) ? (
        <button type="button" className={button['plain']} disabled={!ready} onClick={toggle}>
          Switch center loss {term.on ? 'off' : 'on'}
        </button>
      ) : (
        <Try trial={afresh}>Train afresh, then switch it here</Try>
      )}
    </Card>
  );
}
