import { expect, it } from 'vitest';
import { placeCard } from './placeCard.ts';

const card = { width: 300, height: 150 };
const desktop = { width: 1440, height: 900 };

it('lies below, above or beside what it speaks of, within the window and never over it', () => {
  expect(placeCard({ left: 600, top: 20, width: 80, height: 40 }, card, desktop)).toEqual({ ...card, left: 490, top: 72 });
  expect(placeCard({ left: 30, top: 700, width: 130, height: 40 }, card, desktop)).toEqual({ ...card, left: 12, top: 538 });
  // A panel as high as the window: beside it.
  expect(placeCard({ left: 24, top: 60, width: 520, height: 830 }, card, desktop)).toEqual({ ...card, left: 556, top: 400 });
  // On a phone, where there is room beside nothing.
  expect(placeCard({ left: 8, top: 56, width: 374, height: 300 }, card, { width: 390, height: 844 })).toEqual({ ...card, left: 45, top: 368 });
  expect(placeCard({ left: 0, top: 690, width: 390, height: 60 }, card, { width: 390, height: 844 })).toEqual({ ...card, left: 45, top: 528 });
});
