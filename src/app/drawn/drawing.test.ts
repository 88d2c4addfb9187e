import { describe, expect, it, vi } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { PlacedAnswer } from '../../worker/looks/looks.ts';
import type { Engine } from '../engine/engine.ts';
import { Drawing } from './drawing.ts';
import type { KeptDigit } from './keptDigits.ts';

const form = { height: 1, width: 2, channels: 1, mean: 0, std: 1 };

/** What one run says: class by the first byte. */
const answerTo = (values: Uint8Array, step: number): PlacedAnswer => ({
  step,
  errorRate: 0.05,
  runs: [{ name: 'a', probabilities: Float32Array.of(1 - values[0]! / 255, values[0]! / 255), features: new Float32Array(2), distances: new Float32Array(2), nearest: 0, threshold: 2, place: Float32Array.of(values[0]!, values[1]!) }],
});

/** An engine that answers at a step, and a shelf in memory. */
function made({ kept = [] as KeptDigit[], broken = false } = {}) {
  const listeners: (() => void)[] = [];
  const asked: number[] = [];
  const at = { step: 1, phase: 'resting', form: form as object };
  const engine = {
    get state() {
      return { phase: at.phase, setUp: { dataset: { form: at.form, classNames: ['zero', 'one'] } } };
    },
    snapshots: { subscribe: (listener: () => void) => listeners.push(listener) },
    looking: (_type: string, { values, count }: { values: Uint8Array; count: number }) => {
      asked.push(count);
      return Promise.resolve(Array.from({ length: count }, (_, i) => answerTo(values.subarray(2 * i, 2 * i + 2), at.step)));
    },
  };
  const written = new Map(kept.map((digit) => [digit.id, digit]));
  const refuse = <T>(value: T) => (broken ? Promise.reject(new PlaygroundError('Disk full.', '')) : Promise.resolve(value));
  const shelf = {
    all: () => refuse([...written.values()]),
    put: (digit: KeptDigit) => refuse(void written.set(digit.id, digit)),
    remove: (id: string) => refuse(void written.delete(id)),
  };
  const drawing = new Drawing(engine as unknown as Engine, shelf);
  return { drawing, asked, at, written, snapshot: () => listeners.forEach((listener) => listener()) };
}

const digit = (id: string, label: string, first: number, width = 2): KeptDigit => ({ id, label, height: 1, width, channels: 1, values: Uint8Array.of(first, 0).subarray(0, width), at: Number(id) });

describe('the picture on show', () => {
  it('is asked about as it comes and again after each snapshot, and leaves with its answer', async () => {
    const { drawing, at, snapshot, asked } = made();
    await drawing.show(Uint8Array.of(255, 7));
    expect(drawing.store.getState().answer).toMatchObject({ step: 1 });
    at.step = 2;
    snapshot();
    await vi.waitFor(() => expect(drawing.store.getState().answer?.step).toBe(2));
    await drawing.show(null);
    snapshot();
    expect(drawing.store.getState()).toMatchObject({ values: null, answer: null });
    expect(asked).toEqual([1, 1]);
  });

  it('goes when images of another size are set up, and is not asked about once training has stopped', async () => {
    const { drawing, at, snapshot, asked } = made();
    await drawing.show(Uint8Array.of(1, 2));
    at.phase = 'halted';
    snapshot();
    expect(asked).toHaveLength(1);
    Object.assign(at, { phase: 'resting', form: { ...form, width: 3 } });
    snapshot();
    expect(drawing.store.getState().values).toBeNull();
  });
});

describe('kept pictures', () => {
  it('are those of the set in use, read again at rest, deleted and put back', async () => {
    const { drawing, at, snapshot, written, asked } = made({ kept: [digit('1', 'one', 255), digit('2', 'two', 0), digit('3', 'zero', 255), digit('4', 'one', 0, 1)] });
    await drawing.load();
    const { store } = drawing;
    expect(store.getState().kept.map(({ id }) => id)).toEqual(['1', '3']);
    await vi.waitFor(() => expect(store.getState().verdicts).toEqual({ step: 1, predictions: [['one', 'one']] }));
    at.phase = 'running';
    snapshot();
    expect(asked).toEqual([2]);
    Object.assign(at, { phase: 'resting', step: 9 });
    snapshot();
    await vi.waitFor(() => expect(store.getState().verdicts?.step).toBe(9));
    await drawing.remove('1');
    expect([written.has('1'), store.getState().kept.length]).toEqual([false, 1]);
    await drawing.putBack();
    expect(store.getState()).toMatchObject({ removed: null, kept: [{ id: '1' }, { id: '3' }] });
    expect(written.get('1')?.label).toBe('one');
  });

  it('are the picture on show under a name, also where the browser keeps nothing', async () => {
    const { drawing } = made({ broken: true });
    await drawing.load();
    await drawing.show(Uint8Array.of(0, 5));
    await drawing.keep('zero');
    expect(drawing.store.getState()).toMatchObject({ kept: [{ label: 'zero', height: 1, width: 2 }], trouble: 'Disk full.' });
    await vi.waitFor(() => expect(drawing.store.getState().verdicts?.predictions).toEqual([['zero']]));
  });
});
