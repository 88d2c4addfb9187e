import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Files that a folder holds at most, without tests and styles, which stand beside what they belong to. */
const most = 14;

const isSubject = (name: string) => /\.(ts|tsx|mjs|py)$/.test(name) && !/\.test\.tsx?$/.test(name);

/** All folders from one on, without what is installed. */
function folders(from: string): string[] {
  const inside = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  return [from, ...inside.flatMap(({ name }) => folders(join(from, name)))];
}

describe('the house', () => {
  it('has no folder that is more than one room', () => {
    const root = join(import.meta.dirname, '..');
    const all = ['src', 'bench', 'scripts', 'e2e'].flatMap((name) => folders(join(root, name)));
    const full = all.map((folder) => [folder.slice(root.length + 1), readdirSync(folder).filter(isSubject).length] as const).filter(([, count]) => count > most);
    expect(all.length).toBeGreaterThan(80);
    expect(full).toEqual([]);
  });
});
