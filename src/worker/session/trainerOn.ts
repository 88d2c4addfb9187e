import { Trainer } from '../../training/trainer.ts';
import type { Device } from '../device/device.ts';
import type { Origin } from './origin.ts';

/** A trainer made on a device, at its origin's step, its programs compiled. The caller disposes it, unless the device is lost. */
export async function trainerOn(device: Device, { dataset, experiment, checkpoint }: Origin, onPrepared: (done: number, total: number) => void): Promise<Trainer> {
  const trainer = new Trainer(experiment, device.dataset(dataset));
  try {
    if (checkpoint) trainer.restore(checkpoint);
    await trainer.prepare(onPrepared);
    return trainer;
  } catch (error) {
    if (!device.lifeline.isCut) trainer.dispose();
    throw error;
  }
}
