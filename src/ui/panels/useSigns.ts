import { useEffect, useMemo } from 'react';
import type { RefObject } from 'react';
import type { Controller } from '../../app/controller.ts';
import { pullsOf } from '../see/pullsOf.ts';
import { useSeen } from '../shared/context.ts';
import { litPoint } from '../shared/litPoint.ts';
import type { Pointed } from '../shared/pointed.ts';
import { useSight } from '../shared/sight.ts';
import type { FeaturePlot } from './FeaturePlot.ts';
import type { TugOptions } from './overlay/tugScene.ts';
import type { ViewScale } from './view/viewScale.ts';

/** What a run's plot is made of: with another of these it is made anew. */
interface Made {
  readonly controller: Controller;
  readonly run: number;
  readonly viewScale: ViewScale;
  readonly pointed: Pointed;
}

/** What of the tug of war the panel of a run shows; null while it is off. */
function useTug(run: number): TugOptions | null {
  const label = useSight((seen) => seen.tug);
  const field = useSight((seen) => seen.field);
  const place = useSight((seen) => seen.places[run] ?? null);
  const of = useSeen((state) => state.experiment.runs[run]);
  return useMemo(() => (label === null || !of ? null : { label, field, place, weights: pullsOf(of).weights }), [label, field, place, of]);
}

/** Rings in a run's plot the point that is looked at anywhere on the page, marks the picture that a person draws, and shows the pulls of its losses and the spread of its classes; nothing of these where they are off. */
export function useSigns(plot: RefObject<FeaturePlot | null>, { controller, run, viewScale, pointed }: Made): void {
  const tug = useTug(run);
  const spread = useSight((seen) => seen.spread);
  useEffect(() => {
    const { store } = controller.drawing;
    const follow = () => {
      const { values, answer } = store.getState();
      // It was asked about at the present step: among the features of another one it would lie anywhere.
      const place = values && controller.store.getState().shown === null && answer?.runs[run]?.place;
      plot.current?.mark(place ? [place[0]!, place[1]!, place[2] ?? 0] : null);
    };
    follow();
    const leave = [
      store.subscribe(({ answer, values }, before) => (answer !== before.answer || (values === null) !== (before.values === null)) && follow()),
      controller.store.subscribe((state, before) => (state.shown === null) !== (before.shown === null) && follow()),
    ];
    return () => leave.forEach((each) => each());
  }, [plot, controller, run, viewScale, pointed]);
  useEffect(() => {
    plot.current?.light(litPoint.getState().image);
    return litPoint.subscribe(({ image }) => plot.current?.light(image));
  }, [plot, controller, run, viewScale, pointed]);
  useEffect(() => plot.current?.spread(spread), [plot, controller, run, viewScale, pointed, spread]);
  useEffect(() => plot.current?.tug(tug), [plot, controller, run, viewScale, pointed, tug]);
}
