import { describeError } from '../../errors.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Device } from '../device/device.ts';
import type { WorkerEvent } from '../protocol.ts';

/** Brings the fastest programs, until the signal ends it. What cannot be compiled is told: training goes on with the slower ones. @throws where the device is lost. */
export async function tune(trainer: Trainer, device: Device, emit: (event: WorkerEvent) => void, signal: AbortSignal): Promise<void> {
  try {
    await trainer.tune(() => !signal.aborted);
  } catch (error) {
    if (await device.isLost(error)) throw error;
    const { message } = describeError(error);
    emit({ type: 'told', message: `Faster GPU programs could not be compiled: ${message}`, hint: 'Training goes on with the slower ones.' });
  }
}
