import { describe, expect, it } from 'vitest';
import { readNumber } from './numberInput.ts';

const weight = { min: 0.001, max: 10 };

describe('readNumber', () => {
  it.each([
    ['0.1', 0.1],
    [' 10 ', 10],
    ['0,25', 0.25],
    ['1e-3', 0.001],
  ])('reads %j as %d', (text, value) => {
    expect(readNumber(text, weight)).toEqual({ value });
  });

  it.each([
    ['', '“” is not a number.'],
    ['ten', '“ten” is not a number.'],
    ['1/2', '“1/2” is not a number.'],
    ['0', '0 is outside 0.001 to 10.'],
    ['15', '15 is outside 0.001 to 10.'],
    ['Infinity', '“Infinity” is not a number.'],
  ])('refuses %j and says why', (text, refusal) => {
    expect(readNumber(text, weight)).toEqual({ refusal });
  });

  it('refuses a fraction where whole numbers are asked for', () => {
    expect(readNumber('1.5', { min: 0, max: 9, whole: true })).toEqual({ refusal: '1.5 is not a whole number.' });
  });
});
