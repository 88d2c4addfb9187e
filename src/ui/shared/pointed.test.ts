import { expect, it, vi } from 'vitest';
import { Pointed } from './pointed.ts';

it('Pointed tells listeners of another class only, until they unsubscribe', () => {
  const pointed = new Pointed();
  const listener = vi.fn<() => void>();
  const unsubscribe = pointed.subscribe(listener);
  for (const c of [3, 3, null, null]) pointed.point(c);
  expect(listener).toHaveBeenCalledTimes(2);
  unsubscribe();
  pointed.point(4);
  expect([pointed.classIndex, listener.mock.calls.length]).toEqual([4, 2]);
});
