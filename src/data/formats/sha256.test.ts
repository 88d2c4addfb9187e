import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Of } from '../fixture.ts';
import { sha256 } from './sha256.ts';

afterEach(() => vi.unstubAllGlobals());

describe('sha256', () => {
  const cases = [0, 1, 55, 56, 64, 1000, 100_000].map((length) => Uint8Array.from({ length }, (_, i) => (i * 7919) & 0xff));

  it('is the same by WebCrypto and where the page has none, as on plain http', async () => {
    for (const crypto of [globalThis.crypto, { getRandomValues: () => null }, undefined]) {
      vi.stubGlobal('crypto', crypto);
      for (const bytes of cases) expect(await sha256(bytes)).toBe(sha256Of(bytes));
    }
  });
});
