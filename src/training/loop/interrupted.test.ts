import { describe, expect, it, vi } from 'vitest';
import { countingDevice, numbers, onFakeClock, run, startLoop } from './loopCase.ts';

onFakeClock();

describe('a training loop that is cut short', () => {
  it('stops at a loss that is not finite, after telling those before it', async () => {
    const { loop, told, failed, running } = startLoop(countingDevice({ divergesAt: 38 }));
    const waiting = loop.advance(500).catch(String);
    expect(await run(waiting)).toContain('NaN at step 38');
    expect(told).toEqual(numbers(1, 37));
    expect(failed.map(String)).toEqual(['Error: NaN at step 38']);
    expect(running).toEqual([true, false]);
  });

  it('goes on where its device was lost and replaced: every step is told once, and who waits is answered', async () => {
    const first = countingDevice({ stepMs: 10 });
    const { loop, told, failed } = startLoop(first);
    const reached = loop.advance(100);
    await vi.advanceTimersByTimeAsync(400);
    first.lose();
    await run(loop.ended());
    const before = loop.stepTold;
    expect(before).toBeGreaterThan(5);
    const second = countingDevice({ stepMs: 10, from: 5 });
    loop.replace(second.trainer, second.device, [7, before + 2].map((step) => ({ step, act: () => second.change(`after ${step}`) })));
    await run(reached);
    expect(told).toEqual(numbers(1, 100));
    expect(second.changes).toEqual([7, before + 2].map((step) => [step, `after ${step}`]));
    expect(failed).toEqual([]);
  });

  it('comes back to the step that it had reached when its device is lost at rest, and a change waits for it', async () => {
    const first = countingDevice();
    const { loop, told } = startLoop(first);
    await run(loop.advance(30));
    await run(loop.pause());
    first.lose();
    const second = countingDevice({ from: 10 });
    loop.replace(second.trainer, second.device, []);
    expect(loop.act(() => second.change('weight'))).toBe(30);
    await run(loop.pause());
    expect(second.trainer.step).toBe(30);
    expect(second.changes).toEqual([[30, 'weight']]);
    expect(told).toEqual(numbers(1, 30));
  });
});
