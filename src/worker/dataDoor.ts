import { availability, datasetFromFiles, downloadDataset, loadDataset } from '../data/sources/load.ts';

/** Where data sets come from; tests give their own. */
export interface DataDoor {
  load: typeof loadDataset;
  download: typeof downloadDataset;
  fromFiles: typeof datasetFromFiles;
  availability: typeof availability;
}

/** The page's own. */
export const dataDoor: DataDoor = { load: loadDataset, download: downloadDataset, fromFiles: datasetFromFiles, availability };
