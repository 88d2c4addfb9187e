import type { Controller } from '../../app/controller.ts';
import { lessons } from '../../lessons/lessons.ts';
import type { OwnLesson } from '../../lessons/lesson.ts';
import type { Action } from '../palette/action.ts';
import { toPanels } from '../shared/toPanels.ts';

/** Begins a lesson of the page, in sight of the panels. */
export function beginLesson(controller: Controller, { shared }: OwnLesson): void {
  toPanels();
  void controller.sharing.show(shared);
}

/** The lessons of the page, each by its title. */
export function lessonActions(controller: Controller): readonly Action[] {
  const { setUp, phase } = controller.store.getState();
  const enabled = setUp !== null && phase !== 'preparing' && phase !== 'recovering';
  return lessons.map((lesson) => ({ id: `lesson/${lesson.id}`, name: lesson.shared.lesson.title, group: 'Lessons', enabled, run: () => beginLesson(controller, lesson) }));
}
