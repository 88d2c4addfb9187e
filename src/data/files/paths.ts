/** Files and folders that systems and tools leave behind; a person never means them. Names in lower case. */
const systemNames = new Set(['__macosx', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', 'icon\r', '$recycle.bin', 'system volume information', '@eadir', '__pycache__', 'lost+found']);

/** More characters than any disk allows a path; names in zips may have 65,535. */
const mostPathLength = 4096;

/** Names in messages are cut to this many characters in the middle. */
const mostShownLength = 80;

/** A path as messages show it: of bearable length, on one line. */
export function shown(path: string): string {
  const line = path.replace(/\p{Cc}/gu, '\ufffd');
  if (line.length <= mostShownLength) return line;
  const half = mostShownLength / 2;
  return `${line.slice(0, half)}…${line.slice(1 - half)}`;
}

/**
 * A path with `/` between its parts, composed (NFC), without `.` and empty parts; backslashes count as separators, as Windows
 * wrote them into zips.
 */
export function cleanPath(raw: string): string {
  const parts = raw.normalize('NFC').replaceAll('\\', '/').split('/');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** Why a path, as it came, is not followed: it leaves its folder or is no path at all; undefined when nothing is wrong. */
export function pathTrouble(raw: string): string | undefined {
  const path = raw.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) return 'an absolute path, which is not followed';
  if (path.split('/').includes('..')) return 'a path that leads out of its folder, which is not followed';
  if (path.includes('\0') || cleanPath(path) === '') return 'no path of a file';
  if (path.length > mostPathLength) return `a path of more than ${mostPathLength} characters`;
  return undefined;
}

/** Whether a clean path is, or lies in, something that a system or tool left behind: `__MACOSX`, `Thumbs.db`, any dot file. */
export function isLeftBySystem(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || systemNames.has(part.toLowerCase()));
}

/** Last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folders that a path lies in, outermost first. */
export const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);

/** Extension of a path's file in lower case, without its dot; '' where there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
