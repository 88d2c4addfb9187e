import { PlaygroundError } from '../../errors.ts';
import type { RunFeatures } from '../../worker/looks/drawing.ts';
import type { VisitingEngine } from '../engine/visitingEngine.ts';
import type { LinkDesk } from '../sharing/sharing.ts';
import type { Drawing } from '../drawn/drawing.ts';
import { asDrawn } from '../drawn/script.ts';
import { leastPulled } from '../desks/ownSets.ts';
import { proofNow } from '../desks/figures.ts';
import { takeHome } from '../desks/takeHome.ts';
import { checkedCheckpoint, checkedChoice, checkedFiles } from './given.ts';
import type { Playground, Point, RunPoints } from './playground.ts';
import { confusionRows } from '../desks/points.ts';
import type { Points } from '../desks/points.ts';

function pairs(values: Float32Array): Point[] {
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

const rows = (values: Float32Array, width: number): number[][] => Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

const asPoints = ({ name, points, predictions, centers, means, depths }: RunFeatures, features: Float32Array, confidences: Float32Array, dimension: number): RunPoints => ({
  name,
  points: pairs(points),
  features: rows(features, dimension),
  predictions: [...predictions],
  confidences: [...confidences],
  centers: pairs(centers),
  means: pairs(means),
  ...(depths && { depths: { points: [...depths.points], centers: [...depths.centers], means: [...depths.means] } }),
});

/** Wraps an engine as the scripting door. */
export function createPlayground(engine: VisitingEngine, { drawing, links, points }: { readonly drawing: Drawing; readonly links: LinkDesk; readonly points: Points }): Playground {
  return {
    configure: (change) => engine.configure(change),
    start: () => engine.start(),
    pause: () => engine.pause(),
    step: (count = 1) => engine.step(count),
    reset: () => engine.reset(),
    setCenterWeight: (weight) => engine.setTerm(weight === 0 ? { loss: 'center', weight: null, on: false } : { loss: 'center', weight, on: true }),
    async metrics() {
      const { step, runs } = await engine.evaluate();
      return { runs: runs.map((run) => ({ ...run, step, xent: run.losses['softmax'], center: run.losses['center'] })) };
    },
    async features() {
      const { step, dimension, labels, indices, runs, features, confidences } = await engine.features();
      return { step, dimension, labels: [...labels], indices: [...indices], runs: runs.map((run, r) => asPoints(run, features[r]!, confidences[r]!, dimension)) };
    },
    async confusion() {
      const { labels, runs } = await engine.features();
      const classes = engine.state.setUp!.dataset.classNames.length;
      return runs.map(({ name, predictions }) => ({ name, matrix: confusionRows(labels, predictions, classes) }));
    },
    select: (indices) => points.selecting(indices),
    luck: (wish) => engine.luck(wish),
    async timeline() {
      const { past: { lines, present, steps }, shown } = engine.state;
      return { branches: lines, present, steps, shown };
    },
    show: (step) => engine.show(step),
    fork: (step, change) => engine.fork(step, change),
    strangers: (wish) => engine.strangers(wish),
    async novelty() {
      const { runs, ...counts } = await engine.asking('training')('novelty', {});
      return { ...counts, runs: runs.map(({ metrics: { name }, distance, probability }) => ({ name, distance: distance.area, probability: probability.area })) };
    },
    async checkpoint() {
      const { experiment, step, bytes, log, begun = null, sample = null } = await engine.checkpoint();
      return { experiment, step, bytes, log, begun, sample };
    },
    link: async () => (await links.link()).address,
    open: (link) => links.opening(link, { asks: false }),
    restore: async (checkpoint) => engine.restore(checkedCheckpoint(checkpoint)),
    async addExamples(files, choice) {
      const { id, classes, skipped, duplicates } = await engine.addExamples(checkedFiles(files), checkedChoice(choice));
      return { id, classes, skipped, duplicates };
    },
    example: (id, path) => engine.example(id, path),
    async editExamples(id, edit) {
      const set = await engine.asking('data')('edit', { id, edit, keep: false });
      await engine.refreshOwnSets();
      return set;
    },
    async suspects(run) {
      const { step, run: asked, labels, indices, suggestions, scores, paths } = await engine.asking('training')('suspects', { run: run ?? leastPulled(engine.state.experiment.runs) });
      const { setUp, experiment } = engine.state;
      const name = (label: number) => setUp!.dataset.classNames[label]!;
      const suspects = Array.from(indices, (index, s) => ({ index, path: paths?.[index] ?? null, label: name(labels[index]!), suggestion: name(suggestions[s]!), score: scores[s]! }));
      return { step, run: experiment.runs[asked]!.name, suspects };
    },
    draw: (pixels) => asDrawn(pixels, engine, drawing),
    proof: (wish) => proofNow(engine, wish?.steps),
    exportTable: async () => (await takeHome(engine, { kind: 'table' })).blob,
    exportHead: async (run) => (await takeHome(engine, { kind: 'head', run })).blob,
    exportModel: async (run) => (await takeHome(engine, { kind: 'model', run })).blob,
    async info() {
      const { tensors, bytes, programs } = await engine.memory();
      const { backend, setUp } = engine.store.getState();
      if (!backend || !setUp) throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data.');
      const { id, trainCount, testCount } = setUp.dataset;
      return { backend: backend.backend, adapter: backend.adapter, tiles: backend.tiles, dataset: id, trainCount, testCount, tensors, bytes, programs };
    },
  };
}
