import { describe, expect, it } from 'vitest';
import { keyNames, pageShortcuts, reviewShortcuts, shortcutGroups, shortcutOf, timelineShortcuts } from './shortcuts.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...held });

describe('shortcutOf', () => {
  it('knows a key with what is held beside it', () => {
    expect(shortcutOf(pageShortcuts, press(' '))).toBe('train');
    expect(shortcutOf(pageShortcuts, press('P', { shiftKey: true }))).toBe('present');
    expect(shortcutOf(pageShortcuts, press('?', { shiftKey: true }))).toBe('shortcuts');
    expect([shortcutOf(pageShortcuts, press('k', { ctrlKey: true })), shortcutOf(pageShortcuts, press('k', { metaKey: true }))]).toEqual(['find', 'find']);
    expect(shortcutOf(timelineShortcuts, press('ArrowUp'))).toBe('on');
    expect(shortcutOf(reviewShortcuts, press('X'))).toBe('leave');
  });

  it('takes no other press', () => {
    const others = [press('k'), press('p', { ctrlKey: true }), press(' ', { shiftKey: true }), press(' ', { altKey: true }), press('p', { isComposing: true }), press('Dead'), press('q')];
    expect(others.map((other) => shortcutOf(pageShortcuts, other))).toEqual(others.map(() => null));
  });
});

describe('the tables', () => {
  it('give no key twice in one place', () => {
    for (const { where, shortcuts } of shortcutGroups) {
      const keys = shortcuts.flatMap(keyNames);
      expect(keys, where).toEqual([...new Set(keys)]);
    }
  });
});
