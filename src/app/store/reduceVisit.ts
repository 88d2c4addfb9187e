import type { OpenedLink } from '../../config/link/shared.ts';
import type { AppState, Notice } from './state.ts';
import { suggestedStop } from './stop.ts';

/** What happens with trainings from elsewhere, their lessons and their ends. */
export type VisitAction =
  | ({ readonly type: 'linkOpened'; readonly own: number | null } & OpenedLink)
  | { readonly type: 'visiting'; readonly own: number | null }
  | ({ readonly type: 'goingOn' } & Pick<AppState, 'goal' | 'lesson'>)
  | { readonly type: 'visitEnded'; readonly back: boolean }
  | { readonly type: 'stopSet'; readonly step: number | null }
  | { readonly type: 'stopSuggested' }
  | { readonly type: 'goalSet'; readonly step: number | null }
  | { readonly type: 'lessonTurned'; readonly at: number }
  | { readonly type: 'lessonDone'; readonly at: number }
  | { readonly type: 'lessonAnswered'; readonly at: number; readonly choice: number }
  | { readonly type: 'lessonLeft' };

const seenNow = ({ view, hiddenClasses, stopAt, stopIsSuggested }: AppState) => ({ view, hiddenClasses, stopAt, stopIsSuggested });

/** The person's own training is aside; of a visit after a visit it is the one that was aside before. */
function asideOf(state: AppState, own: number | null): Pick<AppState, 'before' | 'isVisit'> {
  if (own === null) return { before: null, isVisit: false };
  return { before: { step: own, seen: state.isVisit ? (state.before?.seen ?? null) : seenNow(state) }, isVisit: true };
}

const withoutLinkNotice = ({ notice }: AppState): Notice | null => (notice?.about === 'link' || notice?.about === 'left' ? null : notice);

/** A lesson speaks of its own data: where others are set up in their place it is left, and a notice says so. */
export function lessonOn(dataset: string, { setUp, lesson, notice }: Pick<AppState, 'setUp' | 'lesson' | 'notice'>): Pick<AppState, 'lesson' | 'notice'> {
  if (!lesson || !setUp || setUp.dataset.id === dataset) return { lesson, notice };
  const message = `The lesson “${lesson.lesson.title}” is left: it is about ${setUp.dataset.label}.`;
  return { lesson: null, notice: { kind: 'info', about: 'left', message, hint: 'What it hid is on the page again. Under Lessons, or by its link, it begins anew.' } };
}

function problemsOf({ shared, problems }: OpenedLink): Notice | null {
  const branches = shared.branches.length > 0 ? ['branches are in it, which this page does not draw'] : [];
  const all = [...problems, ...branches];
  if (all.length === 0) return null;
  return { kind: 'info', about: 'link', message: `Not all of the link could be used: ${all.join('; ')}.`, hint: 'The rest is set up as it was shared.' };
}

function opened(state: AppState, { own, shared, problems }: Extract<VisitAction, { type: 'linkOpened' }>): AppState {
  const { axes, hiddenClasses, stopAt, step, lesson } = shared;
  return {
    ...state,
    ...asideOf(state, own),
    view: axes,
    hiddenClasses,
    stopAt,
    stopIsSuggested: false,
    goal: step > 0 ? step : null,
    linksOpened: state.linksOpened + 1,
    lesson: lesson && { lesson, at: 0, done: 0, answers: {} },
    notice: problemsOf({ shared, problems }) ?? withoutLinkNotice(state),
  };
}

/** The state after something of this kind. Pure. */
export function reduceVisit(state: AppState, action: VisitAction): AppState {
  switch (action.type) {
    case 'linkOpened':
      return opened(state, action);
    case 'visiting':
      return { ...state, ...asideOf(state, action.own) };
    case 'goingOn':
      return { ...state, goal: action.goal, lesson: action.lesson };
    case 'visitEnded': {
      const seen = action.back ? (state.before?.seen ?? { view: 'follow', hiddenClasses: [], stopAt: null, stopIsSuggested: false }) : {};
      return { ...state, before: null, isVisit: false, ...seen, ...(action.back ? { lesson: null, notice: withoutLinkNotice(state) } : {}) };
    }
    case 'stopSet':
      return { ...state, stopAt: action.step, stopIsSuggested: false };
    case 'stopSuggested':
      return { ...state, ...suggestedStop(state) };
    case 'goalSet':
      return { ...state, goal: action.step };
    case 'lessonTurned':
      return { ...state, lesson: state.lesson && { ...state.lesson, at: action.at } };
    case 'lessonDone':
      return { ...state, lesson: state.lesson && { ...state.lesson, done: Math.max(state.lesson.done, action.at + 1) } };
    case 'lessonAnswered':
      return { ...state, lesson: state.lesson && { ...state.lesson, answers: { ...state.lesson.answers, [action.at]: action.choice } } };
    case 'lessonLeft':
      return { ...state, lesson: null };
    default:
      return action satisfies never;
  }
}
