import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./workload.ts').Round} Round */
/** @typedef {import('../../src/models/catalog.ts').ConvNetId} ConvNetId */

/**
 * A Python that has PyTorch.
 *
 * @typedef {object} Python
 * @property {string} path
 * @property {string} torch PyTorch's version
 * @property {string | null} cuda name of the card that PyTorch computes on; null without one
 */

/**
 * @typedef {object} PyTorchOptions
 * @property {Python} python
 * @property {number} batch
 * @property {ConvNetId} [model] small-cnn without
 * @property {'cpu' | 'cuda'} [device] cpu, on all cores, without
 * @property {boolean} [graphs] replay the whole step as a CUDA graph
 * @property {1 | 2} [runs] runs in lock-step; 1 without
 */

const script = fileURLToPath(new URL('pytorch.py', import.meta.url));
const probe = `
import json, torch
cuda = torch.cuda.is_available()
print(json.dumps({"torch": torch.__version__, "cuda": torch.cuda.get_device_name() if cuda else None}))`;

/** glibc otherwise hands the step's memory back to the system and asks for it anew: PyTorch 1.13 took three times as long at batch 128. */
const keptMemory = { MALLOC_MMAP_THRESHOLD_: `${2 ** 25}`, MALLOC_TRIM_THRESHOLD_: `${2 ** 30}` };

/**
 * The first of `PYTHON`, python3 and /usr/bin/python3 that can import PyTorch.
 *
 * @returns {Python | null} null where none can
 */
export function findPython() {
  for (const path of [process.env['PYTHON'], 'python3', '/usr/bin/python3']) {
    if (!path) continue;
    const { status, stdout } = spawnSync(path, ['-c', probe], { encoding: 'utf8' });
    if (status === 0) return { path, .../** @type {Omit<Python, 'path'>} */ (JSON.parse(stdout)) };
  }
  return null;
}

/**
 * Trains the bench's network by PyTorch in a process of its own, warmed up. Rounds are timed inside that process, as a
 * contender's are inside its page. The caller calls `close`.
 *
 * @param {PyTorchOptions} options
 * @throws an Error with Python's own words when the process ends early
 */
export async function openPyTorch({ python, batch, model = 'small-cnn', device = 'cpu', graphs = false, runs = 1 }) {
  const settings = ['--batch', `${batch}`, '--model', model, '--device', device, '--runs', `${runs}`, ...(graphs ? ['--graphs'] : [])];
  const child = spawn(python.path, [script, ...settings], { env: { ...process.env, ...keptMemory } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  /** @type {string[]} */
  const complaints = [];
  child.stderr.setEncoding('utf8').on('data', (text) => complaints.push(text));
  for (const source of [child, child.stdin]) source.on('error', (error) => complaints.push(error.message));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    await ended;
    throw new Error(`${python.path} with PyTorch ${python.torch} ended early: ${complaints.join('').trim() || 'without a word'}`);
  };
  /** @type {{ firstStepMs: number }} time from the network's creation until the first step was done */
  const { firstStepMs } = await answer();
  return {
    firstStepMs,
    /** @param {number} steps @returns {Promise<Round>} */
    round(steps) {
      child.stdin.write(`${JSON.stringify({ steps })}\n`);
      return answer();
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}
