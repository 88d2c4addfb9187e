import { useCallback, useEffect, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import type { StorageUse } from '../../app/sharing/keptTrainings.ts';
import type { KeptEntry, Removed } from '../../app/keeping/library.ts';
import { describeError } from '../../errors.ts';
import { useController } from '../shared/context.ts';
import { keptPicture } from './keptPicture.ts';

/** An entry in its place; one that was deleted has what brings it back. */
export interface KeptItem {
  readonly entry: KeptEntry;
  readonly removed: Removed | null;
}

/** What a person sees of the list. */
interface Seen {
  /** Null until it has been read. */
  readonly items: readonly KeptItem[] | null;
  readonly use: StorageUse | null;
  /** What went wrong last, by the id of the entry that it is about; '' stands for the list and for what was to be kept. */
  readonly problem: { readonly id: string; readonly words: string } | null;
}

/** How the panels look now; null where there is nothing to see, or the past is looked at. */
function pictureOf(controller: Controller): string | null {
  if (controller.store.getState().shown !== null) return null;
  let picture: string | null = null;
  controller.onSnapshot((snapshot) => (picture = keptPicture(snapshot)))();
  return picture;
}

const wordsOf = (error: unknown) => {
  const { message, hint } = describeError(error);
  return `${message} ${hint}`;
};

const item = (entry: KeptEntry): KeptItem => ({ entry, removed: null });

const renamed = (entry: KeptEntry, name: string): KeptEntry => ('head' in entry ? { ...entry, head: { ...entry.head, name: name.trim() } } : entry);

/** The kept trainings with what can be done with them. Each deed resolves with whether it was done; what went wrong is told beside its entry. */
export function useKept() {
  const controller = useController();
  const { kept } = controller.sharing;
  const [seen, setSeen] = useState<Seen>({ items: null, use: null, problem: null });
  const change = useCallback((part: (before: Seen) => Partial<Seen>) => setSeen((before) => ({ ...before, ...part(before) })), []);
  const attempt = useCallback(
    async (id: string, work: () => Promise<((items: readonly KeptItem[]) => readonly KeptItem[]) | null>): Promise<boolean> => {
      change(() => ({ problem: null }));
      try {
        const after = await work();
        if (after) change(({ items }) => ({ items: after(items ?? []) }));
        const use = await kept.use();
        change(() => ({ use }));
        return true;
      } catch (error) {
        change(() => ({ problem: { id, words: wordsOf(error) } }));
        return false;
      }
    },
    [change, kept],
  );
  useEffect(() => {
    kept.list().then(
      (entries) => change(() => ({ items: entries.map(item) })),
      (error: unknown) => change(() => ({ items: [], problem: { id: '', words: wordsOf(error) } })),
    );
    void kept.use().then((use) => change(() => ({ use })));
  }, [change, kept]);
  const put = (id: string, to: (before: KeptItem) => KeptItem) => (items: readonly KeptItem[]) => items.map((one) => (one.entry.id === id ? to(one) : one));
  return {
    ...seen,
    keep: (name: string) =>
      attempt('', async () => {
        const entry = await kept.keep(name, pictureOf(controller));
        return (items) => [item(entry), ...items];
      }),
    rename: (id: string, name: string) =>
      attempt(id, async () => {
        await kept.rename(id, name);
        return put(id, ({ entry }) => item(renamed(entry, name)));
      }),
    remove: (id: string) =>
      attempt(id, async () => {
        const removed = await kept.remove(id);
        return put(id, ({ entry }) => ({ entry, removed }));
      }),
    putBack: (removed: Removed) =>
      attempt(removed.id, async () => {
        await kept.putBack(removed);
        return put(removed.id, ({ entry }) => item(entry));
      }),
    saveFile: (id: string) => attempt(id, () => kept.saveFile(id).then(() => null)),
    open: async (id: string) => {
      let opened = false;
      await attempt(id, async () => {
        opened = await kept.open(id);
        return null;
      });
      return opened;
    },
  };
}

/** What `useKept` gives. */
export type KeptList = ReturnType<typeof useKept>;
