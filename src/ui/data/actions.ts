import type { Controller } from '../../app/controller.ts';
import { datasets } from '../../data/catalog.ts';
import type { Action } from '../palette/action.ts';

/** The data sets of the catalog and those that a person brought: one that is here is set up, another opens the window that gets it. */
export function dataActions(controller: Controller, openData: () => void): readonly Action[] {
  const { availability, ownSets, setUp } = controller.store.getState();
  const known = datasets.ids.map((id) => ({ id, label: datasets.get(id).label, absent: availability?.[id] === 'absent' }));
  const own = ownSets.map(({ id, label }) => ({ id, label, absent: false }));
  return [...known, ...own].map(({ id, label, absent }) => ({
    id: `data/${id}`,
    name: absent ? `Get ${label}` : `Train on ${label}`,
    group: 'Data',
    enabled: id !== setUp?.dataset.id,
    run: () => (absent ? openData() : void controller.configure({ dataset: id })),
  }));
}
