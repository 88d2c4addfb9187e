/**
 * `npm run fuzz -- --seed N --operations M`: one long session of random presses, lost devices, crashes and reloads, see
 * `src/app/engine/sessionFuzz.test.ts`. A seed that fails is pinned there. Exits with 1 where it fails.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1_000_000) }, operations: { type: 'string', default: '100' } } });
const wrong = Object.entries(values).find(([, value]) => !/^\d+$/.test(value));
if (wrong) {
  console.error(`--${wrong[0]} is ${wrong[1]}; it must be a whole number.`);
  process.exit(2);
}
console.log(`seed ${values.seed}, ${values.operations} operations`);
const child = spawn('npx vitest run --project unit src/app/engine/sessionFuzz.test.ts', {
  shell: true,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED: values.seed, FUZZ_OPERATIONS: values.operations },
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
