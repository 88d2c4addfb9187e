import { expect, it, vi } from 'vitest';
import { ViewScale } from './viewScale.ts';

it('ViewScale gives the largest extent of the panels that are there', () => {
  const scale = new ViewScale();
  expect(scale.largest).toBe(0);
  scale.publish(0, 80);
  scale.publish(1, 7);
  expect(scale.largest).toBe(80);
  scale.withdraw(0);
  expect(scale.largest).toBe(7);
});

it('ViewScale tells listeners of a change of the largest extent only, until they unsubscribe', () => {
  const scale = new ViewScale();
  const listener = vi.fn<() => void>();
  const unsubscribe = scale.subscribe(listener);
  scale.publish(0, 80);
  scale.publish(1, 7);
  expect(listener).toHaveBeenCalledTimes(1);
  unsubscribe();
  scale.publish(0, 90);
  expect(listener).toHaveBeenCalledTimes(1);
});
