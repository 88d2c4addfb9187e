import { useState } from 'react';
import { effectiveWeight, ratesOf, termOf } from '../../config/experiment.ts';
import { ranges } from '../../config/ranges.ts';
import { losses } from '../../losses/catalog.ts';
import button from '../controls/button.module.css';
import dialogStyles from '../controls/dialog.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { Slider } from '../controls/Slider.tsx';
import { useModal } from '../controls/useModal.ts';
import { useController, useSeen } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './Fork.module.css';

const center = losses.get('center');

interface Props {
  readonly step: number;
  readonly onClose: () => void;
}

/** Asks which run goes on another way from a step, and with which weight of the center loss and which rates. */
export function ForkDialog({ step, onClose }: Props) {
  const controller = useController();
  const then = useSeen((state) => state.experiment);
  const runs = then.runs;
  const [at] = useState(step);
  const [parent, setParent] = useState(() => Math.max(0, runs.findIndex((run) => termOf(run, 'center'))));
  const run = runs[parent] ?? runs[0]!;
  const now = effectiveWeight(run, 'center');
  const [weight, setWeight] = useState(() => otherWeight(now));
  const usual = ratesOf(then, run);
  const [learningRate, setLearningRate] = useState(usual.learningRate);
  const [centerRate, setCenterRate] = useState(usual.centerRate);
  const [name, setName] = useState('');
  const ref = useModal(onClose);
  const fork = () => {
    onClose();
    const rates = { ...(learningRate === usual.learningRate ? {} : { learningRate }), ...(centerRate === usual.centerRate ? {} : { centerRate }) };
    void controller.past.fork(at, { run: parent, ...(weight === now ? {} : { centerWeight: weight }), ...rates, ...(name.trim() === '' ? {} : { name: name.trim() }) });
  };
  return (
    <dialog ref={ref} className={`${dialogStyles['dialog']} ${styles['fork']}`} aria-labelledby="fork-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          fork();
        }}
      >
        <h2 id="fork-title">Fork at step {count(at)}</h2>
        <p>
          The run goes on from there another way, on the same batches, beside {runs.length < 4 ? 'the others' : 'the one it leaves'}. What was trained since stays as a training of its own and can be gone back to.
        </p>
        <SelectField label="Run" value={String(parent)} options={runs.map((each, r) => [String(r), each.name] as const)} onChange={(chosen) => setParent(Number(chosen))} />
        <NumberField label="λ of the center loss" value={weight} min={center.weight.min} max={center.weight.max} eager onChange={setWeight}>
          <Slider label="Weight of the center loss, slider" scale="log" value={weight} min={center.weight.sliderMin} max={center.weight.max} onChange={setWeight} />
        </NumberField>
        <NumberField label="Learning rate" value={learningRate} {...ranges.learningRate} eager onChange={setLearningRate} />
        <NumberField label="Center rate" value={centerRate} {...ranges.centerRate} eager onChange={setCenterRate} />
        <label className={styles['name']}>
          Name
          <input type="text" value={name} maxLength={40} placeholder={weight === now ? 'Named by what is different' : `λ ${weight} from ${at}`} onChange={(event) => setName(event.target.value)} />
        </label>
        <div className={dialogStyles['answers']}>
          <button type="button" className={button['plain']} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={button['primary']}>
            Fork and train
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** A weight to try that differs from the run's own. */
const otherWeight = (weight: number) => (weight === 0 ? 0.1 : Number((weight * 10 > center.weight.max ? weight / 10 : weight * 10).toPrecision(3)));
