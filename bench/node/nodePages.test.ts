import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { trainTwice } from './nodeCase.ts';
import { openNodePages } from './nodePages.mjs';

type NodePages = Awaited<ReturnType<typeof openNodePages>>;

/** The software adapter compiles its programs on a busy machine. */
const limitMs = 120_000;
const absoluteTolerance = 1e-4;
const module = 'bench/node/nodeCase.ts';

/** Checks something on pages of Node; fails, with what to install, on a machine without SwiftShader. */
async function onNodePages(check: (pages: NodePages) => Promise<void>): Promise<void> {
  const pages = await openNodePages();
  try {
    await check(pages);
  } finally {
    await pages.close();
  }
}

/** Kills a process and holds this one up until the system has ended it, so that nothing of its end is seen here yet. */
function killUnseen(pid: number): void {
  const hasEnded = () => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.trim() === '' || stdout.startsWith('Z');
  };
  process.kill(pid, 'SIGKILL');
  while (!hasEnded()) continue;
}

describe('training in Node on Dawn', { timeout: limitMs }, () => {
  it('replays recorded steps that lose to the bit what queued steps lose, and within 1e-4 what the CPU loses', () =>
    onNodePages(async ({ open }) => {
      const page = await open();
      const { captured, queued } = await page.make<Awaited<ReturnType<typeof trainTwice>>>(module, 'trainTwice', 'webgpu');
      const { queued: onCpu } = await trainTwice('cpu');
      expect([captured.state, queued.state]).toEqual(['captured', { ordinary: 'Capturing is switched off.' }]);
      expect(captured.losses).toEqual(queued.losses);
      const worst = Math.max(...onCpu.losses.map((loss, i) => Math.abs(loss - captured.losses[i]!)));
      expect(captured.losses).toHaveLength(10);
      expect(worst).toBeLessThan(absoluteTolerance);
    }));
});

describe('a page of Node', { timeout: limitMs }, () => {
  it('is refused with the adapters there are when Dawn is asked for another', () =>
    onNodePages(async ({ open }) => {
      await expect(open('adapter=none of these')).rejects.toThrow(/Available adapters/);
    }));

  it('passes on what a call throws, with its hint, and answers the next one', () =>
    onNodePages(async ({ open }) => {
      const page = await open();
      await expect(page.make(module, 'refuse')).rejects.toThrow(/^The batch is too large\. Choose a smaller one\.$/);
      await expect(page.round(1)).rejects.toThrow('has made nothing');
      expect(await page.make(module, 'makeContender')).toEqual({ firstStepMs: 1 });
      expect(await page.round(4)).toEqual({ wallMs: 4, hostMs: 2 });
    }));

  it('rejects the call under way when its process ends or is closed, and calls after that, with how it ended', () =>
    onNodePages(async ({ open }) => {
      const [first, second] = [await open(), await open()];
      await expect(first.make(module, 'endProcess')).rejects.toThrow('ended with exit code 7');
      await expect(first.round(1)).rejects.toThrow('ended with exit code 7');
      const [made] = await Promise.allSettled([second.make(module, 'never'), second.close()]);
      expect(String(made.status === 'rejected' && made.reason)).toContain('ended on SIGKILL');
      await expect(second.round(1)).rejects.toThrow('ended on SIGKILL');
    }));

  it('rejects with how its process ended a call that is made before the end is seen', () =>
    onNodePages(async ({ open }) => {
      const page = await open();
      killUnseen(await page.make<number>(module, 'processId'));
      const calls = await Promise.allSettled([page.round(1), page.round(2)]);
      for (const call of calls) expect(String(call.status === 'rejected' && call.reason)).toContain('ended on SIGKILL');
    }));
});
