import type { LossTerm } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import { Slider } from '../controls/Slider.tsx';
import { Switch } from '../controls/Switch.tsx';
import { useController } from '../shared/context.ts';

interface Props {
  /** Index of the run whose term this is. */
  readonly run: number;
  readonly term: LossTerm;
}

/** Powers of ten within a range. */
function powersOfTen({ sliderMin, max }: { readonly sliderMin: number; readonly max: number }): number[] {
  const [first, last] = [Math.ceil(Math.log10(sliderMin) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, k) => Number(`1e${first + k}`));
}

/** A term's weight on a logarithmic slider, live. */
export function WeightSlider({ run, term, marked = false }: Props & { readonly marked?: boolean }) {
  const controller = useController();
  const { label, weightSign, weight: range } = losses.get(term.loss);
  return (
    <Slider
      label={`${label} weight ${weightSign}`}
      scale="log"
      min={range.sliderMin}
      max={range.max}
      value={term.weight}
      disabled={!term.on}
      {...(marked ? { ticks: powersOfTen(range) } : {})}
      onChange={(weight) => controller.setTerm(run, { ...term, weight })}
    />
  );
}

/** Switches a term off and on, live; the weight is kept. */
export function TermSwitch({ run, term, labelled = true }: Props & { readonly labelled?: boolean }) {
  const controller = useController();
  return (
    <Switch checked={term.on} onChange={(on) => controller.setTerm(run, { ...term, on })}>
      <span className={labelled ? undefined : 'visually-hidden'}>{losses.get(term.loss).label}</span>
    </Switch>
  );
}
