import { PlaygroundError } from '../../errors.ts';
import { backends } from '../catalog.ts';
import type { BackendName } from '../catalog.ts';

/**
 * The backend that an address names (`?backend=webgl`); `auto`, the best there is, for an empty text.
 * @throws PlaygroundError for a name that is none, with those there are.
 */
export function checkedBackend(named: string): BackendName | 'auto' {
  const known = ['auto', ...Object.keys(backends)] as (BackendName | 'auto')[];
  const text = named.trim().toLowerCase();
  if (text === '') return 'auto';
  const found = known.find((name) => name === text);
  if (found) return found;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new PlaygroundError(`There is no backend "${shown}".`, `Write ?backend= with one of ${known.join(', ')}, or leave it out of the address.`);
}
