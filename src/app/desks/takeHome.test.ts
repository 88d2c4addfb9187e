import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { decodeSafetensors } from '../../safetensors/decode.ts';
import type { PathTable } from '../../worker/protocol.ts';
import type { LuckEngine } from '../engine/luckEngine.ts';
import { backboneCase, headOn } from '../home/headCase.ts';
import { reduce } from '../store/reduce.ts';
import { initialState } from '../store/state.ts';
import type { AppState } from '../store/state.ts';
import { Home, takeHome } from './takeHome.ts';

const table: PathTable = { dataset: { id: 'photographs-0123456789ab', label: 'birds', classNames: ['a'] }, step: 3, trainCount: 1, labels: Uint8Array.of(0), length: 1, embeddings: Float32Array.of(1), runs: [], paths: ['a/1.jpg'] };

/** An engine that answers so, and notes what it was asked for. */
function answering(answer: () => unknown) {
  const asked: unknown[] = [];
  const store = createStore<AppState>(() => initialState);
  const engine = {
    store,
    get state() {
      return store.getState();
    },
    dispatch: (action: Parameters<typeof reduce>[1]) => store.setState((held) => reduce(held, action), true),
    endLuck: async () => void asked.push('endLuck'),
    asking: (about: string) => async (type: string, body: object) => {
      asked.push([about, type, body]);
      return answer();
    },
  };
  return { engine: engine as unknown as LuckEngine, asked, notice: () => store.getState().notice };
}

const none = { telling: () => undefined };

describe('what is taken home', () => {
  it('is of the person’s own training: seeds in its place are ended first', async () => {
    const { engine, asked } = answering(() => table);
    const { name, blob } = await takeHome(engine, { kind: 'table' });
    expect(asked).toEqual(['endLuck', ['data', 'table', {}]]);
    expect([name, await blob.text()]).toEqual(['birds-embeddings-step-3.csv', 'path,split,class,e0\r\na/1.jpg,train,a,1\r\n']);
  });

  it('is named after set, run and step', async () => {
    const head = headOn((await backboneCase()).origin);
    const { engine, asked } = answering(() => head);
    expect((await takeHome(engine, { kind: 'head', run: 1 })).name).toBe('birds-Softmax-center-step-40-head.zip');
    const { name, blob } = await takeHome(engine, { kind: 'model', run: 1 });
    expect(name).toBe('birds-Softmax-center-step-40.safetensors');
    expect([...decodeSafetensors(new Uint8Array(await blob.arrayBuffer())).tensors]).toEqual([...head.tensors]);
    expect(asked.at(-1)).toEqual(['data', 'learned', { run: 1 }]);
  });

  it('is a notice where it fails, and none where it was cancelled', async () => {
    const failing = answering(() => {
      throw new PlaygroundError('No table.', 'Train on photographs.');
    });
    expect(await new Home(failing.engine).take({ kind: 'table' }, none)).toBeNull();
    expect(failing.notice()).toMatchObject({ kind: 'error', about: 'data', message: 'No table.', hint: 'Train on photographs.' });
    const cancelled = answering(() => {
      throw new CancelledError('A set-up came first.', 'Ask again.');
    });
    expect(await new Home(cancelled.engine).take({ kind: 'table' }, none)).toBeNull();
    expect(cancelled.notice()).toBeNull();
  });
});
