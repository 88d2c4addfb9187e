import { describe, expect, it } from 'vitest';
import { fileName } from './fileName.ts';

describe('fileName', () => {
  it('is made of the run, its name and the step', () => {
    expect(fileName(1, 'Softmax + center', 1400)).toBe('2-softmax-center-step-1400');
  });

  it('keeps every script, and differs for runs whose names are alike or nothing but signs', () => {
    const names = ['<none>', '中心', 'Größe', 'مركز', 'क्षेत्र', '<b>', 'b', '***', '😀', ' '.padEnd(40, 'x')].map((name, run) => fileName(run, name, 5));
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 5)).toEqual(['1-none-step-5', '2-中心-step-5', '3-größe-step-5', '4-مركز-step-5', '5-क्षेत्र-step-5']);
    expect(names[7]).toBe('8-step-5');
    for (const name of names) expect(name).not.toMatch(/[/\\:*?"<>|\s]/);
  });
});
