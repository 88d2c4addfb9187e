import { describe, expect, it } from 'vitest';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import { asItIs, editOf, merges, pendingAfter, problemOf } from './pending.ts';
import type { PendingAction } from './pending.ts';

const set: OwnSetInfo = {
  id: 'photographs-0123456789ab',
  label: 'birds',
  kind: 'photographs',
  classes: ['crow', 'Crow', 'wren'].map((name) => ({ name, train: 8, test: 2, examples: [] })),
  skipped: [],
  duplicates: 0,
  split: { trainShare: 0.8, seed: 1 },
  notes: [],
  isKept: true,
};

const after = (...actions: PendingAction[]) => actions.reduce(pendingAfter, asItIs(set));

describe('what is pending of a set', () => {
  it('is nothing at first, and again once it is taken back', () => {
    expect(editOf(set, asItIs(set))).toBeNull();
    expect(editOf(set, after({ type: 'named', at: 0, name: 'rook' }, { type: 'named', at: 0, name: ' crow ' }))).toBeNull();
    expect(editOf(set, after({ type: 'used', at: 2, used: false }, { type: 'began', set }))).toBeNull();
  });

  it('is an edit of the classes, of the split, or of both', () => {
    expect(editOf(set, after({ type: 'named', at: 1, name: 'rook ' }, { type: 'used', at: 2, used: false }))).toEqual({ classes: ['crow', 'rook', null] });
    expect(editOf(set, after({ type: 'split', trainShare: 0.6 }))).toEqual({ trainShare: 0.6 });
    expect(editOf({ ...set, split: null }, asItIs({ ...set, split: null }))).toBeNull();
  });

  it('leaves all classes out but those of a choice, and takes that back', () => {
    const chosen = after({ type: 'named', at: 0, name: 'rook' }, { type: 'only', names: ['crow', 'wren'] });
    expect(editOf(set, chosen)).toEqual({ classes: ['rook', null, 'wren'] });
    expect(editOf(set, pendingAfter(chosen, { type: 'only', names: null }))).toEqual({ classes: ['rook', 'Crow', 'wren'] });
  });

  it('tells what becomes one class, of those in use', () => {
    const merged = after({ type: 'named', at: 1, name: 'crow' });
    expect(merges(set, merged)).toEqual(['Crow', 'crow', '']);
    expect(merges(set, pendingAfter(merged, { type: 'named', at: 2, name: ' crow' }))[0]).toBe('Crow and wren');
    expect(merges(set, pendingAfter(merged, { type: 'used', at: 0, used: false }))).toEqual(['', '', '']);
  });

  it('cannot be applied without names or with fewer than two classes', () => {
    expect(problemOf(set, asItIs(set))).toBeNull();
    expect(problemOf(set, after({ type: 'named', at: 1, name: '  ' }))).toBe('The class that was Crow needs a name.');
    expect(problemOf(set, after({ type: 'named', at: 1, name: '' }, { type: 'used', at: 1, used: false }))).toBeNull();
    expect(problemOf(set, after({ type: 'named', at: 1, name: 'crow' }, { type: 'used', at: 2, used: false }))).toBe('Only one class is left; two are needed at least.');
  });
});
