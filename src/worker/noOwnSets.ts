import { PlaygroundError } from '../errors.ts';
import type { DataDoor } from './dataDoor.ts';

const none = () => Promise.reject(new PlaygroundError('No images here.', 'Bring some.'));

/** Tests only: nobody brings anything. */
export const noOwnSets: DataDoor['own'] = { add: none, choose: none, load: none, example: none, edit: none, trainingPaths: none, contents: none, pictures: none, one: none, list: () => Promise.resolve([]), remove: none };
