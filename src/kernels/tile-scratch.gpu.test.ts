import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { dispatch, submit, toTensor, compileProgram } from './dispatch.ts';
import { groupsFor, sectionedMain, storageBindings } from './programText.ts';
import { columnTiles } from './tiledProduct.ts';
import { unroll } from './programText.ts';
function tiledProduct({ rows, depth, columns, left, right, store, tile, steps }: any) {
  const each = (line: (r: number, c: number) => string) => unroll(tile.rows, (r) => unroll(tile.columns, (c) => line(r, c)));
  const tiles = columnTiles(columns, tile);
  return `
  let rows = ${rows};
  let row = i / ${tiles}u * ${tile.rows}u;
  let column = i % ${tiles}u * ${tile.columns}u;
  if (row >= rows) { return; }
  ${unroll(tile.rows, (r) => `let l${r} = min(row + ${r}u, rows - 1u) * ${left.stride}u;`)}
  ${unroll(tile.columns, (c) => `let r${c} = min(column + ${c}u, ${columns - 1}u) * ${right.stride}u;`)}
  ${each((r, c) => `var s${r}_${c} = 0.0;`)}
  for (var step = 0u; step < ${depth}; step += ${steps}u) {
    let l = step * ${left.stepStride}u;
    let r = step * ${right.stepStride}u;
    ${unroll(steps, (k) => unroll(tile.rows, (row) => `let a${row}_${k} = ${left.buffer}[l + l${row} + ${k * left.stepStride}u];`))}
    ${unroll(steps, (k) => unroll(tile.columns, (column) => `let b${column}_${k} = ${right.buffer}[r + r${column} + ${k * right.stepStride}u];`))}
    ${each((row, column) => `s${row}_${column} += ${Array.from({ length: steps }, (_, k) => `a${row}_${k} * b${column}_${k}`).join(' + ')};`)}
  }
  ${each((r, c) => `if (row + ${r}u < rows && column + ${c}u < ${columns}u) { ${store(`(row + ${r}u)`, `(column + ${c}u)`, `s${r}_${c}`)} }`)}`;
}
import { openWebGPU } from './webgpuBackend.ts';

it('times', async () => {
  const { backend, device } = await openWebGPU();
  const B = 128, K = 288, N = 64;
  const x = tf.randomNormal([B, K]); const w = tf.randomNormal([K, N]); const dy = tf.randomNormal([B, N]);
  const jobs = {
    forward: { rows: B, columns: N, depth: K, left: { buffer: 'left', stride: K, stepStride: 1 }, right: { buffer: 'right', stride: 1, stepStride: N }, l: x, r: w },
    dx: { rows: B, columns: K, depth: N, left: { buffer: 'left', stride: N, stepStride: 1 }, right: { buffer: 'right', stride: N, stepStride: 1 }, l: dy, r: w },
    dw: { rows: K, columns: N, depth: B, left: { buffer: 'left', stride: 1, stepStride: K }, right: { buffer: 'right', stride: 1, stepStride: N }, l: x, r: dy },
  };
  const runs = [];
  for (const [name, job] of Object.entries(jobs)) for (const [rows, columns, steps] of [[4, 8, 1], [4, 8, 2], [4, 8, 4], [4, 4, 1], [4, 4, 4], [4, 4, 8], [8, 8, 1], [8, 8, 4], [2, 4, 8]]) {
    const tile = { rows: rows!, columns: columns! };
    const out = { shape: [job.rows, job.columns], dtype: 'float32' as const };
    const program = { key: `${name}/${rows}/${columns}/${steps}`, code: `${storageBindings(['left: array<f32>', 'right: array<f32>'], ['o: array<f32>'])}
${sectionedMain([{ body: tiledProduct({ rows: `${job.rows}u`, depth: `${job.depth}u`, columns: job.columns, left: job.left, right: job.right, tile, steps, store: (row: string, column: string, sum: string) => `o[${row} * ${job.columns}u + ${column}] = ${sum};` }) }])}` };
    const t0 = performance.now();
    await compileProgram(device, program);
    const groups = groupsFor(Math.ceil(job.rows / tile.rows) * columnTiles(job.columns, tile));
    runs.push({ program, compile: performance.now() - t0, best: Infinity, f: () => tf.dispose(dispatch(backend, program, [groups, 1, 1], [job.l, job.r], [out]).map(toTensor)) });
  }
  for (let round = 0; round < 12; round++) for (const run of runs) {
    const t = performance.now();
    for (let i = 0; i < 8; i++) run.f();
    submit(backend);
    await device.queue.onSubmittedWorkDone();
    run.best = Math.min(run.best, (performance.now() - t) / 8);
  }
  for (const run of runs) console.info(run.program.key, 'best', run.best.toFixed(3), 'compile', run.compile.toFixed(0));
});
