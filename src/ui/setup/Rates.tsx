import { ranges } from '../../config/ranges.ts';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { Slider } from '../controls/Slider.tsx';
import { useApp, useController } from '../shared/context.ts';

/** The learning rate and the centers' own rate, both live. */
export function Rates() {
  const controller = useController();
  const learningRate = useApp((state) => state.experiment.learningRate);
  const centerRate = useApp((state) => state.experiment.centerRate);
  const runs = useApp((state) => state.experiment.runs);
  const own = runs.filter(({ rates }) => rates);
  const setLearningRate = (rate: number) => controller.setRates({ learningRate: rate, centerRate });
  const setCenterRate = (rate: number) => controller.setRates({ learningRate, centerRate: rate });
  return (
    <section className={card['card']} aria-labelledby="training-rates">
      <h2 id="training-rates" className={card['title']}>
        Training <span className={card['chip']}>live</span>
      </h2>
      <NumberField label="Learning rate" value={learningRate} {...ranges.learningRate} onChange={setLearningRate}>
        <Slider label="Learning rate, slider" scale="log" value={learningRate} {...ranges.learningRate} onChange={setLearningRate} />
      </NumberField>
      <NumberField label="Center rate" value={centerRate} {...ranges.centerRate} onChange={setCenterRate}>
        <Slider label="Center rate, slider" scale="linear" value={centerRate} {...ranges.centerRate} onChange={setCenterRate} />
      </NumberField>
      {own.length > 0 && <p className={card['note']}>Not of {own.map(({ name, rates }) => `${name} (${rates!.learningRate}; ${rates!.centerRate})`).join(', ')}: rates of its own.</p>}
    </section>
  );
}
