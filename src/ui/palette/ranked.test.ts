import { expect, it } from 'vitest';
import type { Action } from './action.ts';
import { ranked } from './ranked.ts';

const action = (name: string, group: string, enabled = true): Action => ({ id: `${group}/${name}`, name, group, enabled, run: () => undefined });

const all = [action('Restart with this', 'Set-up', false), action('Train', 'Training'), action('Batch size', 'Set-up'), action('Seed', 'Set-up'), action('Rays', 'Lessons'), action('Naïve training', 'Lessons'), action('Learning rate', 'Training')];
const names = (query: string) => ranked(all, query).map(({ name }) => name);

it('finds all words in name or group, the best fit first and what cannot be done last', () => {
  expect(names('')).toEqual([...all.slice(1), all[0]!].map(({ name }) => name));
  expect(names('train')).toEqual(['Train', 'Naïve training', 'Learning rate']);
  expect(names('SIZE set')).toEqual(['Batch size']);
  expect(names('se')).toEqual(['Seed', 'Batch size', 'Restart with this']);
  expect(names('naive')).toEqual(['Naïve training']);
  expect(names('( *')).toEqual([]);
});
