import { describe, expect, it } from 'vitest';
import type { SuspectLabels } from '../../worker/protocol.ts';
import { suspectsCsv } from './csv.ts';
import { beginning, decisionCounts, extentOf, isSuspect, labelEdits, reviewAfter } from './review.ts';
import type { ReviewAction } from './review.ts';

const list: SuspectLabels = {
  dataset: 'photographs-0123456789ab',
  step: 100,
  run: 0,
  labels: Uint8Array.of(0, 0, 1, 1),
  typical: [[0], [3]],
  indices: Int32Array.of(2, 0, 1),
  suggestions: Uint8Array.of(0, 1, 1),
  scores: Float32Array.of(3.5, 1.25, 0.5),
  paths: ['a/1.jpg', 'a/2.jpg', 'b/"1", old.jpg', 'b/2.jpg'],
};
const classNames = ['a', 'b, or c'];
const after = (...actions: ReviewAction[]) => actions.reduce(reviewAfter, beginning(3));
const decided = (...decisions: ('keep' | 'change' | 'leave')[]) => after(...decisions.map((decision) => ({ type: 'decided', decision }) as const));

describe('suspects', () => {
  it('are those that lie nearer to another class, and no image at the same distance from both', () => {
    expect([0, 1, 2].map((rank) => isSuspect(list, rank))).toEqual([true, true, false]);
    expect(isSuspect({ scores: Float32Array.of(1) }, 0)).toBe(false);
    expect(extentOf(list)).toBe('2 of the 3 images lie nearer to the mean of another class than to their own, with a score above 1.');
    expect(extentOf({ scores: Float32Array.of(1.5, 1) })).toBe('1 of the 2 images lies nearer to the mean of another class than to its own, with a score above 1.');
    expect(extentOf({ scores: Float32Array.of(0.32, 0.16) })).toBe('None of the 2 images lies nearer to the mean of another class than to its own; these come closest.');
  });
});

describe('a review of suspects', () => {
  it('goes on with each decision and counts them', () => {
    const review = decided('change', 'keep', 'leave');
    expect([review.at, decisionCounts(review)]).toEqual([2, { keep: 1, change: 1, leave: 1 }]);
    expect(decisionCounts(reviewAfter(review, { type: 'decided', decision: 'change' }))).toEqual({ keep: 1, change: 2, leave: 0 });
  });

  it('undoes one after the other, also a decision that took the place of another', () => {
    const changed = after({ type: 'decided', decision: 'change' }, { type: 'went', to: 0 }, { type: 'decided', decision: 'leave' });
    const once = reviewAfter(changed, { type: 'undone' });
    expect([once.at, once.decisions.get(0)]).toEqual([0, 'change']);
    const twice = reviewAfter(once, { type: 'undone' });
    expect([twice.decisions.size, twice.past]).toEqual([0, []]);
    expect(reviewAfter(twice, { type: 'undone' })).toBe(twice);
  });

  it('moves within the list', () => {
    expect(after({ type: 'moved', by: -1 }).at).toBe(0);
    expect(after({ type: 'moved', by: 1 }, { type: 'moved', by: 5 }).at).toBe(2);
    expect(reviewAfter(decided('keep'), { type: 'began', count: 7 })).toEqual(beginning(7));
  });

  it('comes to an edit of labels', () => {
    expect(labelEdits(list, classNames, decided('change', 'keep', 'leave'))).toEqual([
      { path: 'b/"1", old.jpg', className: 'a' },
      { path: 'a/2.jpg', className: null },
    ]);
    expect(labelEdits({ ...list, paths: null }, classNames, decided('change'))).toEqual([]);
  });

  it('is exported as a table', () => {
    expect(suspectsCsv(list, classNames, decided('change'))).toBe('path,label,suggestion,score,decision\r\n"b/""1"", old.jpg","b, or c",a,3.5000,change\r\na/1.jpg,a,"b, or c",1.2500,\r\na/2.jpg,a,"b, or c",0.50000,\r\n');
    expect(suspectsCsv({ ...list, paths: null }, classNames, beginning(3)).split('\r\n')[1]).toBe('2,"b, or c",a,3.5000,');
  });
});
