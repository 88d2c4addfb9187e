import type { LossTerm } from '../../config/experiment.ts';
import { ranges } from '../../config/experiment.ts';
import { Slider } from '../controls/Slider.tsx';
import { Switch } from '../controls/Switch.tsx';
import { useController } from '../context.ts';

interface Props {
  /** Index of the run whose term this is. */
  readonly run: number;
  readonly term: LossTerm;
}

const ticks = [0.001, 0.01, 0.1, 1, 10];

/** The weight λ on a logarithmic slider, live. */
export function WeightSlider({ run, term, marked = false }: Props & { readonly marked?: boolean }) {
  const controller = useController();
  return (
    <Slider
      label="Center loss weight λ"
      scale="log"
      min={ranges.centerWeight.sliderMin}
      max={ranges.centerWeight.max}
      value={term.weight}
      disabled={!term.on}
      {...(marked ? { ticks } : {})}
      onChange={(weight) => controller.setCenterTerm(run, { weight, on: term.on })}
    />
  );
}

/** Switches the center loss off and on, live; the weight is kept. */
export function TermSwitch({ run, term, labelled = true }: Props & { readonly labelled?: boolean }) {
  const controller = useController();
  return (
    <Switch checked={term.on} onChange={(on) => controller.setCenterTerm(run, { weight: term.weight, on })}>
      <span className={labelled ? undefined : 'visually-hidden'}>Center loss</span>
    </Switch>
  );
}
