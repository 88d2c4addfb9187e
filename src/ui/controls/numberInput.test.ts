import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from './numberInput.ts';

const weight = { min: 0.001, max: 10 };
const rate = { min: 0, max: 1 };
const batchSize = { min: 1, max: 100_000, whole: true };
const any = { min: -Infinity, max: Infinity };

describe('readNumber', () => {
  it.each([
    ['0.1', 0.1],
    [' 10 ', 10],
    ['0,25', 0.25],
    ['0,005', 0.005],
    ['0.005', 0.005],
    ['1.000', 1],
    [',5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+0.5', 0.5],
    ['1e-3', 0.001],
    ['1E-3', 0.001],
    ['1,5e-2', 0.015],
    ['１．５', 1.5],
    ['０，２５', 0.25],
    ['007', 7],
  ])('reads %j as %d', (text, value) => {
    expect(readNumber(text, weight)).toEqual({ value });
  });

  it.each([
    ['1,000', 1000],
    ['1 000', 1000],
    ['1\u00a0000', 1000],
    ['1\u202f000', 1000],
    ['1\u3000000', 1000],
    ["1'000", 1000],
    ['1’000', 1000],
    ['1_000', 1000],
    ['１，０００', 1000],
    ['12,345', 12345],
    ['1,000.0', 1000],
    ['1.000,0', 1000],
    ['1 000,0', 1000],
    ['1e3', 1000],
    ['128.0', 128],
  ])('reads %j as the whole number %d', (text, value) => {
    expect(readNumber(text, batchSize)).toEqual({ value });
  });

  it.each([
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1 234,567', 1234.567],
    ["1'234.567", 1234.567],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['1,234,567.25', 1234567.25],
    ['1.234.567,25', 1234567.25],
    ['-1,5', -1.5],
    ['−2', -2],
    ['-0', 0],
  ])('reads %j as %d where there are no bounds', (text, value) => {
    expect(readNumber(text, any)).toEqual({ value });
  });

  it.each([
    ['', '“” is not a number.'],
    ['ten', '“ten” is not a number.'],
    ['1/2', '“1/2” is not a number.'],
    ['½', '“½” is not a number.'],
    ['10²', '“10²” is not a number.'],
    ['0x1', '“0x1” is not a number.'],
    ['5%', '“5%” is not a number.'],
    ['1..5', '“1..5” is not a number.'],
    ['1,5,', '“1,5,” is not a number.'],
    ['1 5', '“1 5” is not a number.'],
    ['1 0000', '“1 0000” is not a number.'],
    ['1,00,000', '“1,00,000” is not a number.'],
    ['1 000 00', '“1 000 00” is not a number.'],
    ["1'000 000", '“1\'000 000” is not a number.'],
    ['1,000.000,5', '“1,000.000,5” is not a number.'],
    ['e5', '“e5” is not a number.'],
    ['1e', '“1e” is not a number.'],
    ['- 1', '“- 1” is not a number.'],
    ['1,000,000e3', '“1,000,000e3” is not a number.'],
    ['0', '0 is outside 0.001 to 10.'],
    ['15', '15 is outside 0.001 to 10.'],
    ['1e400', '1e400 is outside 0.001 to 10.'],
    ['1e-400', '“1e-400” is too close to 0.'],
    ['Infinity', '“Infinity” is not a number.'],
    ['NaN', '“NaN” is not a number.'],
    ['1,000', '“1,000” may mean 1 or 1000; write 1 or 1000.'],
    ['1,250', '“1,250” may mean 1.25 or 1250; write 1.25 or 1250.'],
    ['9'.repeat(1000), `“${'9'.repeat(60)}…” is not a number.`],
  ])('refuses %j and says why', (text, refusal) => {
    expect(readNumber(text, weight)).toEqual({ refusal });
  });

  it.each([
    ['1.5', '1.5 is not a whole number.'],
    ['1,5', '1,5 is not a whole number.'],
    ['1.000', '“1.000” may mean 1 or 1000; write 1 or 1000.'],
    ['0,005', '0,005 is outside 1 to 100000.'],
    ['1,0000', '“1,0000” may mean 1 or 10000; write 1 or 10000.'],
    ['1,00', '“1,00” may mean 1 or 100; write 1 or 100.'],
  ])('refuses %j where whole numbers are asked for', (text, refusal) => {
    expect(readNumber(text, batchSize)).toEqual({ refusal });
  });

  it('refuses a rate that may be a thousand', () => {
    expect(readNumber('1,000', rate)).toEqual({ refusal: '“1,000” may mean 1 or 1000; write 1 or 1000.' });
  });
});

/** Ways in which a number is written somewhere. */
const writers: Record<string, (value: number) => string> = {
  plain: String,
  exponent: (value) => value.toExponential(),
  English: (value) => value.toLocaleString('en-US', { maximumFractionDigits: 20 }),
  German: (value) => value.toLocaleString('de-DE', { maximumFractionDigits: 20 }),
  Swiss: (value) => value.toLocaleString('de-CH', { maximumFractionDigits: 20 }),
  French: (value) => value.toLocaleString('fr-FR', { maximumFractionDigits: 20 }),
  Indian: (value) => value.toLocaleString('en-IN', { maximumFractionDigits: 20 }),
  Swedish: (value) => value.toLocaleString('sv-SE', { maximumFractionDigits: 20 }),
  'full width': (value) => String(value).replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0)),
  'decimal comma': (value) => String(value).replace('.', ','),
};

describe.each(Object.entries(writers))('numbers written in the way %s', (_, write) => {
  /** What the number was read as, where that is neither right nor a refusal. */
  const misread = (value: number, whole: boolean) => {
    const read = readNumber(write(value), { ...any, whole });
    return 'refusal' in read || read.value === value ? null : `${write(value)} was read as ${read.value}`;
  };

  it('are read right or refused: whole ones', () => {
    expect(() => fc.assert(fc.property(fc.oneof(fc.nat(20_000), fc.nat(2 ** 31 - 1)), (value) => misread(value, true) === null), { numRuns: 500 })).not.toThrow();
  });

  it('are read right or refused: fractions of the size that fields ask for', () => {
    const fractions = fc.oneof(
      fc.nat(100_000).map((n) => n / 10_000),
      fc.double({ min: 1e-5, max: 999, noNaN: true }).map((value) => Number(value.toPrecision(12))),
    );
    expect(() => fc.assert(fc.property(fractions, (value) => misread(value, false) === null), { numRuns: 500 })).not.toThrow();
  });
});

describe('whatever is typed', () => {
  const alphabet = fc.constantFrom(...'0123456789.,\' _eE+-−０５x '.split(''));
  const typed = fc.oneof(fc.string({ unit: alphabet, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));

  it('ends in a number of all its digits, or a refusal', () => {
    fc.assert(
      fc.property(typed, fc.boolean(), (text, whole) => {
        const read = readNumber(text, { min: -1e12, max: 1e12, whole });
        if ('refusal' in read) return;
        const mantissa = text.normalize('NFKC').split(/e/i)[0]!;
        const digits = mantissa.replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '');
        const said = Math.abs(read.value).toExponential().split('e')[0]!.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
        expect(said, `${JSON.stringify(text)} was read as ${read.value}`).toBe(digits);
      }),
      { numRuns: 5000 },
    );
  });
});
