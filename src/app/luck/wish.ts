import { checkedNumber } from '../../config/validate.ts';
import { PlaygroundError } from '../../errors.ts';
import { luckRanges } from './luck.ts';

/** What is asked for; what is left out has its default: ten seeds, each trained for as many steps as the present training. */
export interface LuckWish {
  readonly seeds?: number | undefined;
  readonly steps?: number | undefined;
}

const names: readonly string[] = ['seeds', 'steps'] satisfies readonly (keyof LuckWish)[];

/** A wish with its numbers whole and in range; steps are null where they are not given. @throws PlaygroundError that names what is wrong. */
export function checkedWish(given: unknown): { readonly seeds: number; readonly steps: number | null } {
  const form = () => new PlaygroundError('The seeds are asked for by { seeds, steps }, both numbers, both optional.', 'Nothing was trained; correct it and try again.');
  if (Object.prototype.toString.call(given) !== '[object Object]') throw form();
  const wish = given as LuckWish;
  if (Object.keys(wish).some((name) => !names.includes(name))) throw form();
  const { seeds = luckRanges.seeds.default, steps } = wish;
  return {
    seeds: Math.floor(checkedNumber('seeds', seeds, luckRanges.seeds)),
    steps: steps === undefined ? null : Math.floor(checkedNumber('steps', steps, luckRanges.steps)),
  };
}
