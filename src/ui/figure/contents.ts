import type { Figure } from '../../app/desks/figures.ts';
import type { AppState } from '../../app/store/state.ts';
import { models } from '../../models/catalog.ts';
import { projections } from '../../projections/catalog.ts';
import { backends, optimizers } from '../../training/catalog.ts';
import { drawnAs } from '../panels/drawnAs.ts';
import { stillOf } from '../panels/motion/turned.ts';
import { sideWords } from '../panels/view/orientation.ts';
import type { Orientation } from '../panels/view/orientation.ts';
import { extentOf } from '../panels/view/view.ts';
import { signedWeights } from '../panels/signedWeights.ts';
import { count, figure as measure, percent, weightText } from '../shared/format.ts';
import type { Sight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import type { FigureContents } from './figureSvg.ts';

/** The project's name, at the head of each figure. */
const project = 'Center Loss Playground';

/** How a figure is to look: as the page does. */
export interface FigureWish extends Pick<Sight, 'spread'> {
  readonly theme: Theme;
  /** From where a picture in space is seen. */
  readonly orientation: Orientation;
}

/** What a figure of a training shows: the panels as the page draws them, and in words what they come from. */
export function figureContents({ portrait, proof }: Figure, state: Pick<AppState, 'hiddenClasses' | 'setUp' | 'view' | 'backend'>, { theme, spread, orientation }: FigureWish): FigureContents {
  const { look, evaluation, experiment, labels, images, dataset } = portrait;
  const classNames = state.setUp!.dataset.classNames;
  const panels = look.runs.map(({ name, predictions, ...placement }, r) => {
    const run = experiment.runs[r]!;
    const { testAccuracy, compactness } = evaluation.runs[r]!;
    const scene = { title: name, drawnAs: drawnAs(experiment), hasUnit: !projections.get(experiment.projection).isUnitless, classNames, hidden: new Set(state.hiddenClasses), selected: null, step: look.step, labels, predictions, images, ...stillOf(placement, labels, orientation) };
    const measures = [...signedWeights(run).map(([sign, weight]) => `${sign} ${weightText(weight)}`), `test accuracy ${percent(testAccuracy)} %`, `compactness ${measure(compactness)}`].join(' · ');
    return { scene, extent: extentOf(placement), measures };
  });
  const { model, optimizer, learningRate, batchSize, seed, centerRate } = experiment;
  const described = drawnAs(experiment);
  const lines = [
    [`${dataset.label}, ${count(dataset.trainCount)} train / ${count(dataset.testCount)} test`, models.get(model).label, `${optimizers.get(optimizer).label}, rate ${weightText(learningRate)}`, `centers’ rate ${weightText(centerRate)}`, `batch ${batchSize}`, `seed ${seed}`, `step ${count(look.step)}`].join(' · '),
    [`${count(labels.length)} test images drawn, measured on ${count(evaluation.count)}`, ...(described ? [described] : []), ...sideWords(panels[0]!.scene.orientation), 'compactness: within-class radius over the least distance of two class means', `trained on ${state.backend ? backends[state.backend.backend].label : 'this machine'}`].join(' · '),
    ...(proof ? ['This picture holds its own proof: “npm run verify FILE” trains it again and tells how far the numbers are off.'] : []),
  ];
  return { panels, title: `${project}: ${dataset.label}, step ${count(look.step)}`, lines, theme, linked: state.view === 'linked', spread };
}
