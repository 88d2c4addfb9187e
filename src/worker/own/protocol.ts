import type { Dataset, ExampleForm } from '../../data/dataset.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { Answer } from '../endpoint.ts';
import type { Part } from '../../data/split/split.ts';
import type { ClassOffer } from './choosing.ts';
import type { OwnContents } from './contents.ts';
import type { OwnSetInfo } from './set.ts';

/** A file that a person chose or dropped, with its path in the folder. */
export interface OwnFile {
  readonly path: string;
  readonly file: Blob;
}

/** An image that belongs to no set, as a network sees it, and the numbers that it is given: bytes, or an embedding. */
export interface OneImage {
  readonly picture: SeenImage;
  readonly values: Uint8Array | Float32Array;
}

/** One image moved to another class, or left out. */
export interface LabelEdit {
  /** As it was added; of a small image its number in the set. */
  readonly path: string;
  /** By its name after `SetEdit.classes`; null leaves the image out. */
  readonly className: string | null;
}

/** What a person changes of a set. What is left out stays as it is. */
export interface SetEdit {
  /** [C] A name for each class: equal names make one class, null leaves the class out. */
  readonly classes?: readonly (string | null)[];
  /** Beats `classes` where both concern an image. */
  readonly labels?: readonly LabelEdit[];
  /** Share of each class that trains, within `trainShares`. With it or a seed the images are split anew, else each keeps its side. */
  readonly trainShare?: number;
  readonly splitSeed?: number;
}

/** Which classes of photographs are read: these, by name; or, of many, those that a person chooses when asked. All where neither is said. */
export interface ReadChoice {
  readonly classes?: readonly string[] | undefined;
  readonly asks?: boolean | undefined;
}

/** Training worker to the worker that reads a person's images. `cancel` ends the `add` or `load` of that number. */
export type OwnCommand =
  | { readonly type: 'add'; readonly request: number; readonly files: readonly OwnFile[]; readonly choice: ReadChoice }
  | { readonly type: 'choose'; readonly request: number; readonly classes: readonly string[] }
  | { readonly type: 'load'; readonly request: number; readonly id: string; readonly dataUrl: string }
  | { readonly type: 'example'; readonly request: number; readonly id: string; readonly path: string }
  | { readonly type: 'pictures'; readonly request: number; readonly id: string; readonly part: Part; readonly indices: readonly number[] }
  | { readonly type: 'one'; readonly request: number; readonly id: string; readonly form: ExampleForm; readonly file: Blob; readonly dataUrl: string }
  | { readonly type: 'edit'; readonly request: number; readonly id: string; readonly edit: SetEdit }
  | { readonly type: 'trainingPaths'; readonly request: number; readonly id: string }
  | { readonly type: 'contents'; readonly request: number; readonly id: string }
  | { readonly type: 'list'; readonly request: number }
  | { readonly type: 'remove'; readonly request: number; readonly id: string }
  | { readonly type: 'cancel'; readonly request: number; readonly of: 'add' | 'load' };

/** What each command resolves to. */
export interface OwnReplies {
  add: OwnSetInfo;
  choose: null;
  load: Dataset;
  example: SeenImage;
  pictures: readonly SeenImage[];
  one: OneImage;
  edit: OwnSetInfo;
  trainingPaths: readonly string[];
  contents: OwnContents;
  list: readonly OwnSetInfo[];
  remove: null;
  cancel: null;
}

/** How far an `add` or `load` has come. */
export interface OwnProgress {
  readonly type: 'progress';
  readonly of: 'add' | 'load';
  readonly what: string;
  readonly done: number;
  readonly total: number;
  /** At the pace so far; null until that can be said. */
  readonly secondsLeft: number | null;
}

/** Asked while an `add` waits for `choose`. */
export interface OwnQuestion {
  readonly type: 'question';
  readonly offer: ClassOffer;
}

/** What is told on the way. */
export type OwnNews = OwnProgress | OwnQuestion;

/** Back to the training worker. */
export type OwnEvent = Answer<OwnReplies[keyof OwnReplies]> | OwnNews;
