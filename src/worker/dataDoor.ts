import { availability, datasetFromFiles, downloadDataset, loadDataset } from '../data/sources/load.ts';
import { OwnDoor } from './own/door.ts';

/** Where data sets come from; tests give their own. */
export interface DataDoor {
  load: typeof loadDataset;
  download: typeof downloadDataset;
  fromFiles: typeof datasetFromFiles;
  availability: typeof availability;
  /** What a person brings. */
  own: Pick<OwnDoor, 'add' | 'choose' | 'load' | 'example' | 'edit' | 'trainingPaths' | 'contents' | 'pictures' | 'one' | 'list' | 'remove'>;
}

/** The page's own. */
export const dataDoor: DataDoor = {
  load: loadDataset,
  download: downloadDataset,
  fromFiles: datasetFromFiles,
  availability,
  own: new OwnDoor(() => new Worker(new URL('./own/worker.ts', import.meta.url), { type: 'module', name: 'examples' })),
};
