import { describe, expect, it } from 'vitest';
import { logitsAt, planeHead, probabilitiesAt, weightOf } from './head.ts';
import { tugWords } from './words.ts';

/** Three classes: to the right, upwards, and a bias for the third. */
const values = Float32Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3);

describe('planeHead', () => {
  it('takes weights with and without a bias, and nothing of another size', () => {
    expect(planeHead(values, 3)).toEqual({ classes: 3, values });
    expect(planeHead(values.subarray(0, 6), 3)?.classes).toBe(3);
    expect([planeHead(values, 4), planeHead(undefined, 3), planeHead(new Float32Array(0), 0)]).toEqual([null, null, null]);
  });

  it('gives the logits and probabilities of a place, however large they are', () => {
    const head = planeHead(values, 3)!;
    expect(weightOf(head, 1)).toEqual([0, 2]);
    expect([...logitsAt(head, [5, 7])]).toEqual([5, 14, 3]);
    const sure = probabilitiesAt(head, [1e6, 0]);
    expect([...sure]).toEqual([1, 0, 0]);
  });
});

describe('tugWords', () => {
  const head = planeHead(Float32Array.of(1, -1, 0, 0), 2)!;

  it('says both pulls with their directions and where they cancel', () => {
    const words = tugWords({ head, label: 0, center: [0, 0], weights: { softmax: 1, center: 0.1 } }, [2, 0]);
    // 2 / (1 + exp(4)); 2 * 0.1 * 2; 2 / (1 + exp(2 x)) = 0.2 x.
    expect(words).toBe('at radius 2.00 cross-entropy pulls with 0.036 outwards, center loss with 0.400 inwards; the two pulls cancel at radius 1.06.');
  });

  it('says that nothing holds where there is no center loss', () => {
    expect(tugWords({ head, label: 0, center: [0, 0], weights: { softmax: 1, center: 0 } }, [0, 3])).toContain('no center loss holds against it.');
  });
});
