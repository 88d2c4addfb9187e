import { describeError } from '../../errors.ts';
import type { Portrait } from '../../worker/protocol.ts';
import type { LuckEngine } from '../engine/luckEngine.ts';
import type { Proof } from '../proof/proof.ts';
import { sharedOf } from '../sharing/sharing.ts';

/** What a figure shows, and the text that proves it; where there can be none, why. */
export interface Figure {
  readonly portrait: Portrait;
  readonly proof: string | null;
  readonly unproven: string;
}

type FigureEngine = Pick<LuckEngine, 'endLuck' | 'asking' | 'state'>;

async function portraitBy(engine: FigureEngine): Promise<Portrait> {
  await engine.endLuck();
  return engine.asking('data')('portrait', {});
}

async function proven(engine: FigureEngine, portrait: Portrait, steps?: readonly number[]): Promise<Proof> {
  const { experiment, course, look } = portrait;
  const { state } = engine;
  const shared = course.begun && sharedOf({ ...course, experiment, step: look.step }, state);
  const { proofOf } = await import('../proof/make.ts');
  return proofOf({ portrait, shared, backend: state.backend!, lossHistory: state.lossHistory, steps });
}

/**
 * The proof of a figure of the training in effect. @param steps of which losses are wanted, as far as they are known; a few unless given.
 * @throws PlaygroundError where there can be none.
 */
export async function proofNow(engine: FigureEngine, steps?: readonly number[]): Promise<Proof> {
  return proven(engine, await portraitBy(engine), steps);
}

/** What a figure of the training in effect shows and proves, between two steps. */
export async function takeFigure(engine: FigureEngine): Promise<Figure> {
  const portrait = await portraitBy(engine);
  const { proofText } = await import('../proof/proof.ts');
  return proven(engine, portrait).then(
    (proof) => ({ portrait, proof: proofText(proof), unproven: '' }),
    (error: unknown) => ({ portrait, proof: null, unproven: describeError(error).message }),
  );
}
