import { DeviceLostError, PlaygroundError, describeError } from '../../errors.ts';
import { Device } from './device.ts';
import type { DeviceWish, Opener } from './device.ts';
import type { BackendInfo } from '../../training/backend/backend.ts';

/** Losing the device again within this time is not recovered from by itself, in milliseconds. */
const lossesApart = 60_000;

/** The one device that is open, opened again where it goes away and replaced by the next backend where it fails. */
export class Devices {
  private readonly opener: Opener;
  private readonly opened: (info: BackendInfo) => void;
  private readonly lost: () => void;
  private wish: DeviceWish = { backend: 'auto', tiles: 'measured', not: [], because: '' };
  private device: Device | null = null;
  private opening: Promise<Device> | null = null;
  /** When the device was last lost, in milliseconds of `performance.now()`, and whether too soon after the loss before. */
  private lastLoss = -Infinity;
  private lostAgain = false;

  /**
   * @param opener opens a backend.
   * @param opened told of every device that was opened.
   * @param lost told when a device in use went away.
   */
  constructor(opener: Opener, opened: (info: BackendInfo) => void, lost: () => void) {
    this.opener = opener;
    this.opened = opened;
    this.lost = lost;
  }

  /** What to open from now on. */
  wishFor(backend: DeviceWish['backend'], tiles: string): void {
    this.wish = { backend, tiles, not: [], because: '' };
  }

  /** A person asked for a device: losses before do not count any more. */
  forgive(): void {
    this.lastLoss = -Infinity;
    this.lostAgain = false;
  }

  /**
   * Works on the device; anew on another one where it is lost meanwhile, and on the next backend where it refuses.
   * @throws PlaygroundError of the work itself; DeviceLostError when the device was lost twice within a minute.
   */
  async on<T>(work: (device: Device) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.lostAgain) throw new DeviceLostError('The GPU device was lost twice within a minute.', 'Press Restart to open it again and go on from the last checkpoint. If it keeps happening, restart the browser.');
      const device = this.device ?? (await (this.opening ??= this.open()));
      try {
        return await device.lifeline.guard(work(device));
      } catch (error) {
        if (!(await device.isLost(error))) this.fallBack(device, error);
        if (this.device === device) this.device = null;
      }
    }
  }

  private async open(): Promise<Device> {
    try {
      const device = await Device.open(this.opener, this.wish, () => this.lose(device));
      this.device = device;
      this.opened(device.info);
      return device;
    } finally {
      this.opening = null;
    }
  }

  private lose(device: Device): void {
    if (this.device !== device) return;
    this.device = null;
    // Where no adapter comes back, this says why another backend trains.
    if (device.info.backend === 'webgpu') this.wish = { ...this.wish, because: 'The GPU was lost and did not come back: restart the browser to get it back.' };
    const now = performance.now();
    this.lostAgain = now - this.lastLoss < lossesApart;
    this.lastLoss = now;
    this.lost();
  }

  /** @throws `error` where it is not the backend's, or there is no other to take. */
  private fallBack({ info: { backend } }: Device, error: unknown): void {
    if (error instanceof PlaygroundError || this.wish.backend !== 'auto' || backend === 'cpu') throw error;
    const because = `${backend === 'webgpu' ? 'WebGPU' : 'WebGL'} failed: ${describeError(error).message}`;
    this.wish = { ...this.wish, not: [...this.wish.not, backend], because };
  }
}
