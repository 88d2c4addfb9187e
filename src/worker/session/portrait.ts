import { dataSum } from '../../data/dataSum.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Views } from '../looks/views.ts';
import type { Portrait } from '../protocol.ts';
import type { Course } from './origin.ts';

/** What a figure of a training at rest between two steps shows and proves. */
export async function portraitOf(trainer: Trainer, views: Views, course: Course): Promise<Portrait> {
  const { dataset, evaluator, experiment, step } = trainer;
  const look = await views.features(trainer);
  const evaluation = (await views.evaluation(trainer, () => true))!;
  const { id, label, train, test } = dataset;
  return {
    look,
    labels: evaluator.probe.labels.slice(),
    images: evaluator.probe.indices.slice(),
    evaluation,
    experiment,
    course: { ...course, log: course.log.filter((entry) => entry.step <= step) },
    dataset: { id, label, trainCount: train.labels.length, testCount: test.labels.length, sha256: await dataSum(dataset) },
  };
}
