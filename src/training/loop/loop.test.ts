import { describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../errors.ts';
import { countingDevice, numbers, onFakeClock, run, startLoop, wait } from './loopCase.ts';

onFakeClock();

describe('the training loop', () => {
  it('tells the losses of every step once and in order', async () => {
    const { loop, told, running } = startLoop(countingDevice());
    await run(loop.advance(150));
    expect(told).toEqual(numbers(1, 150));
    await run(loop.pause());
    expect(running).toEqual([true, false]);
  });

  it('adds requests for steps up', async () => {
    const on = countingDevice();
    const { loop } = startLoop(on);
    const reached = [20, 20].map((count) => loop.advance(count).then(() => loop.stepTold));
    expect(await run(Promise.all(reached))).toEqual([20, 40]);
    await run(loop.pause());
    expect(on.trainer.step).toBe(40);
  });

  it('goes on past the steps asked for when it is started meanwhile', async () => {
    const on = countingDevice();
    const { loop } = startLoop(on);
    const reached = loop.advance(30);
    loop.start();
    await run(reached);
    expect(loop.stepTold).toBe(30);
    await vi.advanceTimersByTimeAsync(200);
    expect(on.trainer.step).toBeGreaterThan(60);
    await run(loop.pause());
  });

  it('refuses who waits for steps when a pause comes first, with the step reached', async () => {
    const on = countingDevice({ stepMs: 10 });
    const { loop, told } = startLoop(on);
    const [near, far] = [loop.advance(3), loop.advance(500)];
    const outcome = far.catch((error: unknown) => error);
    await run(near);
    await run(loop.pause());
    const error = await outcome;
    expect(error).toBeInstanceOf(CancelledError);
    expect(String(error)).toContain(`Paused at step ${on.trainer.step}, before step 503 was reached.`);
    expect(told).toEqual(numbers(1, on.trainer.step));
  });

  it('trains on for ever after a pause that came when every loss had been read', async () => {
    const on = countingDevice({ stepMs: 1, capacity: 64 });
    const { loop, told } = startLoop(on);
    for (let round = 1; round <= 3; round++) {
      await run(loop.advance(100));
      await run(loop.pause());
      await run(loop.pause());
    }
    expect(told).toEqual(numbers(1, 300));
  });

  it('rests between a pause and a start that follows at once', async () => {
    const on = countingDevice();
    const { loop, running, failed } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(50);
    const paused = loop.pause();
    loop.start();
    await run(paused);
    const { step } = on.trainer;
    await vi.advanceTimersByTimeAsync(100);
    expect(on.trainer.step).toBeGreaterThan(step);
    expect([running, failed]).toEqual([[true], []]);
    await run(loop.pause());
  });

  it.each([0.02, 0.05, 0.5])('reads the losses in time where a step takes %f ms', async (stepMs) => {
    const { loop, told } = startLoop(countingDevice({ stepMs, clockMs: 100, capacity: 128 }));
    await run(loop.advance(3000));
    expect(told).toEqual(numbers(1, 3000));
  });

  it.each([
    [2, 0],
    [29, 0],
    [2, 100],
    [29, 100],
    [110, 100],
  ])('keeps a device busy on which a step takes %i ms and finished work is told every %i ms', async (stepMs, clockMs) => {
    const on = countingDevice({ stepMs, clockMs });
    const { loop } = startLoop(on);
    await run(loop.advance(40));
    const [began, busy] = [performance.now(), on.busy()];
    await run(loop.advance(400));
    const wall = performance.now() - began - clockMs - 10;
    expect(wall).toBeLessThan(2 * (on.busy() - busy));
  });

  it.each([
    [2, 0],
    [25, 0],
    [2, 100],
    [25, 100],
    [250, 100],
  ])('tells speed truly, and has a bounded queue, where a step takes %i ms and finished work is told every %i ms', async (stepMs, clockMs) => {
    const on = countingDevice({ stepMs, clockMs });
    const speeds: number[] = [];
    const { loop } = startLoop(on, { progress: (_trace, told) => speeds.push(told) });
    loop.start();
    await vi.advanceTimersByTimeAsync(4000);
    let deepest = 0;
    for (let i = 0; i < 40; i++) {
      await vi.advanceTimersByTimeAsync(100);
      deepest = Math.max(deepest, on.queuedMs());
    }
    await run(loop.pause());
    expect(deepest).toBeLessThanOrEqual(100 + 2 * clockMs + 2 * stepMs);
    for (const told of speeds.slice(-10)) {
      expect(told).toBeGreaterThan(0.7 * stepMs);
      expect(told).toBeLessThan(2 * stepMs + 5);
    }
  });

  it('answers a pause within 100 ms or a step, where finished work is told at once', async () => {
    const on = countingDevice({ stepMs: 30 });
    const { loop } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(3000);
    const began = performance.now();
    await run(loop.pause());
    expect(performance.now() - began).toBeLessThan(100 + 30 + 10);
  });

  it('says every second which step is under way, where one takes long', async () => {
    const { loop, waits } = startLoop(countingDevice({ stepMs: 3500 }));
    await run(loop.advance(2));
    expect(waits).toEqual([[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]].slice(0, waits.length));
    expect(waits.length).toBeGreaterThanOrEqual(5);
  });

  it('keeps a pace, and full speed once it is asked for', async () => {
    const on = countingDevice();
    const { loop, speed } = startLoop(on);
    speed.stepsPerSecond = 5;
    loop.start();
    await vi.advanceTimersByTimeAsync(3000);
    expect(on.trainer.step).toBeGreaterThanOrEqual(13);
    expect(on.trainer.step).toBeLessThanOrEqual(17);
    speed.stepsPerSecond = null;
    await vi.advanceTimersByTimeAsync(1000);
    expect(on.trainer.step).toBeGreaterThan(200);
    await run(loop.pause());
  });

  it('keeps the training every five seconds, and draws without waiting for it', async () => {
    const [snapshot, checkpoint] = [vi.fn<() => Promise<void>>(async () => {}), vi.fn<() => Promise<void>>(async () => {})];
    const { loop } = startLoop(countingDevice(), { snapshot, checkpoint });
    loop.start();
    await vi.advanceTimersByTimeAsync(16_000);
    await run(loop.pause());
    expect(checkpoint).toHaveBeenCalledTimes(3);
    expect(snapshot.mock.calls.length).toBeGreaterThan(10);
  });

  it('does other work between two steps', async () => {
    const on = countingDevice({ stepMs: 10 });
    const { loop } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(500);
    const [from, to] = await run(
      loop.between(async () => {
        const { step } = on.trainer;
        await wait(200);
        return [step, on.trainer.step];
      }),
    );
    expect(to).toBe(from);
    await run(loop.pause());
  });
});
