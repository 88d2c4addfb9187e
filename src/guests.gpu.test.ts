import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkGuests, trainGuests } from './guestCases.ts';
import { welcomeGuests } from './guests.ts';
import { openBackend } from './training/backend/backend.ts';

const leave = welcomeGuests();
beforeAll(async () => void (await openBackend('webgpu')));
afterAll(leave);

describe('a loss, a data set and a projection that only this test knows', () => {
  it('train on WebGPU, by ordinary and by captured steps, to the same bits', async () => {
    const [ordinary, captured] = [await trainGuests(false), await trainGuests(true)];
    checkGuests(ordinary);
    checkGuests(captured);
    expect(captured.captureState).toBe('captured');
    expect(captured.trace).toEqual(ordinary.trace);
    expect(captured.end.arrays).toEqual(ordinary.end.arrays);
  });
});
