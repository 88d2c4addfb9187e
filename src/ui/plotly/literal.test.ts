import { describe, expect, it } from 'vitest';
import { literal } from './literal.ts';

describe('literal', () => {
  it('leaves nothing that Plotly reads as a tag or an entity', () => {
    expect(literal('<b>x</b> & &lt; 中心')).toBe('&lt;b&gt;x&lt;/b&gt; &amp; &amp;lt; 中心');
  });
});
