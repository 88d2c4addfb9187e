import { centers } from './centers.ts';
import { clusters } from './clusters.ts';
import type { OwnLesson } from './lesson.ts';
import { letGo } from './letGo.ts';
import { rays } from './rays.ts';
import { stranger } from './stranger.ts';
import { tooMuch } from './tooMuch.ts';

/** The lessons that come with the page, in the order in which they build on each other. */
export const lessons: readonly OwnLesson[] = [rays, clusters, letGo, tooMuch, centers, stranger];
