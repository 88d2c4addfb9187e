/** Median of three: one late frame of the browser does not count. */
const measurements = 3;

/**
 * How late this browser tells that a device has finished its work, in milliseconds: the median time of three empty submissions,
 * one after the other. About 1 in Chromium; up to 100 in Firefox, which looks every 100 ms.
 */
export async function measureClock({ queue }: Pick<GPUDevice, 'queue'>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < measurements; i++) {
    const start = performance.now();
    queue.submit([]);
    await queue.onSubmittedWorkDone();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[(measurements - 1) / 2]!;
}
