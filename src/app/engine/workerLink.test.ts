import { expect, test } from 'vitest';
import type { WorkerEvent } from '../../worker/protocol.ts';
import { WorkerLink } from './workerLink.ts';
import type { SpawnedWorker } from './workerLink.ts';

/** One end of a message channel in a worker's place. */
function fakeWorkers() {
  const workers: { page: SpawnedWorker; inside: MessagePort; ended: boolean }[] = [];
  const spawn = (): SpawnedWorker => {
    const { port1, port2 } = new MessageChannel();
    port1.start();
    const page: SpawnedWorker = Object.assign(port1, { terminate: () => end(worker), onerror: null });
    const worker = { page, inside: port2, ended: false };
    workers.push(worker);
    return page;
  };
  const end = (worker: (typeof workers)[number]) => {
    worker.ended = true;
    worker.inside.close();
  };
  return { spawn, workers, closeAll: () => workers.forEach(end) };
}

test('a worker that stops is told once, refuses what waits and what comes, and is replaced by one that answers', async () => {
  const { spawn, workers, closeAll } = fakeWorkers();
  const received: WorkerEvent[] = [];
  const stopped: string[] = [];
  const link = new WorkerLink(spawn, { receive: (event) => received.push(event), stopped: ({ message }) => stopped.push(message) });
  const waiting = link.send('pause', {});
  workers[0]!.page.onerror!({ message: 'out of memory' } as ErrorEvent);
  await expect(waiting).rejects.toThrow('The training worker stopped: out of memory.');
  await expect(link.send('pause', {})).rejects.toThrow('out of memory');
  expect(stopped).toEqual(['The training worker stopped: out of memory.']);
  expect(link.gone).toBe(true);

  link.renew();
  expect(link.gone).toBe(false);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  workers[1]!.inside.onmessage = ({ data }) => {
    workers[1]!.inside.postMessage({ type: 'running', id: 1, running: false } satisfies WorkerEvent);
    workers[1]!.inside.postMessage({ type: 'reply', request: data.request, value: null });
  };
  await link.send('pause', {});
  expect(received).toEqual([{ type: 'running', id: 1, running: false }]);
  closeAll();
});
