import { describe, expect, it } from 'vitest';
import { count, epochs, figure, megabytes, percent, speed, weightText } from './format.ts';

describe('figure', () => {
  it.each([
    [0.3721, '0.372'],
    [0.0123, '0.012'],
    [0.00042, '4.2e-4'],
    [0.99961, '1.00'],
    [1.044, '1.04'],
    [12.345, '12.3'],
    [123.4, '123'],
    [1234.5, '1,235'],
    [0, '0.000'],
  ])('shows %d as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });

  it.each([
    [0, '0.00'],
    [37.254, '37.25'],
    [99.996, '100.0'],
    [131, '131.0'],
    [999.96, '1,000'],
    [1380, '1,380'],
  ])('shows %d epochs as %s', (value, text) => {
    expect(epochs(value)).toBe(text);
  });

  it('shows a dash for what is missing or not finite', () => {
    expect([figure(undefined), figure(Number.NaN), figure(Infinity)]).toEqual(['–', '–', '–']);
  });
});

describe('other formats', () => {
  it('shows a slow speed as it is', () => {
    expect([speed(0.18), speed(9.123), speed(23.44), speed(null), speed(Infinity)]).toEqual(['0.18', '9.12', '23.4', '–', '–']);
  });

  it('shows a weight with the digits it was set with, three at most', () => {
    expect([weightText(0.1), weightText(0.012345), weightText(10), weightText(0)]).toEqual(['0.1', '0.0123', '10', '0']);
  });

  it('groups thousands, keeps one decimal of per cent and of megabytes', () => {
    expect([count(7996), percent(0.9764), percent(undefined), megabytes(9_912_422)]).toEqual(['7,996', '97.6', '–', '9.9 MB']);
  });
});
