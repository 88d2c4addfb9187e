import type { OwnFile } from '../../worker/own/protocol.ts';

/** All entries of a folder: a browser gives at most a hundred at a call. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return entries;
    entries.push(...part);
  }
}

async function filesIn(entry: FileSystemEntry): Promise<OwnFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) return [{ path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) }];
  const inside: OwnFile[] = [];
  for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) inside.push(...(await filesIn(child)));
  return inside;
}

/** What was dropped, folders with all that is in them. It must be called while the drop is being told: what was dropped is gone afterwards. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<OwnFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  if (entries.length === 0 || entries.includes(null)) return chosenFiles(files);
  const found: OwnFile[] = [];
  for (const entry of entries) found.push(...(await filesIn(entry!)));
  return found;
}

/** Files of an input: with their paths in the folder where one was chosen. */
export const chosenFiles = (files: Iterable<File>): OwnFile[] => Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
