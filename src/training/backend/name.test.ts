import { describe, expect, it } from 'vitest';
import { checkedBackend } from './name.ts';

describe('checkedBackend', () => {
  it.each([
    ['', 'auto'],
    ['auto', 'auto'],
    ['webgl', 'webgl'],
    [' CPU ', 'cpu'],
    ['WebGPU', 'webgpu'],
  ])('reads %j as %s', (named, backend) => {
    expect(checkedBackend(named)).toBe(backend);
  });

  it.each(['nonsense', 'wasm', 'webgpu,cpu', 'constructor', '<b>'])('refuses %s by name and says which there are', (named) => {
    expect(() => checkedBackend(named)).toThrow(
      expect.objectContaining({ name: 'PlaygroundError', message: `There is no backend "${named}".`, hint: expect.stringContaining('auto, webgpu, webgl, cpu') }),
    );
  });
});
