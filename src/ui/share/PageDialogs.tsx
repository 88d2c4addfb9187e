import { Suspense, lazy, useCallback, useEffect, useReducer } from 'react';
import { draftAfter, newLesson } from '../lesson/draft.ts';
import type { Theme } from '../shared/theme.ts';
import { isForPage, pageShortcuts, shortcutOf } from '../shared/shortcuts.ts';
import type { Opened } from './opening.ts';

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }));
const KeptDialog = lazy(async () => ({ default: (await import('../kept/KeptDialog.tsx')).KeptDialog }));
const LessonsDialog = lazy(async () => ({ default: (await import('../lesson/LessonsDialog.tsx')).LessonsDialog }));
const TeacherDialog = lazy(async () => ({ default: (await import('../lesson/TeacherDialog.tsx')).TeacherDialog }));
const Palette = lazy(async () => ({ default: (await import('../palette/Palette.tsx')).Palette }));
const Presentation = lazy(async () => ({ default: (await import('../present/Presentation.tsx')).Presentation }));
const Tour = lazy(async () => ({ default: (await import('../tour/Tour.tsx')).Tour }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('../keys/ShortcutsDialog.tsx')).ShortcutsDialog }));

interface Props {
  readonly opened: Opened;
  readonly onOpen: (opened: Opened) => void;
  readonly theme: Theme;
  readonly classNames: readonly string[];
  readonly onOpenData: () => void;
}

/** What each key opens; Space trains, which is no matter of what is open. */
const openedBy = { present: 'presentation', find: 'palette', shortcuts: 'shortcuts' } as const;

/** What opens over the page, one at a time, by keys too. */
export function PageDialogs({ opened, onOpen, theme, classNames, onOpenData }: Props) {
  // A window that was closed a moment ago tells so later: a press meanwhile is for another one of its kind.
  const [presses, press] = useReducer((before: number) => before + 1, 0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = shortcutOf(pageShortcuts, event);
      if (pressed === null || pressed === 'train') return;
      // One with Ctrl types nothing.
      if (!isForPage(pressed === 'find' ? { defaultPrevented: event.defaultPrevented, target: null } : event)) return;
      event.preventDefault();
      press();
      onOpen(openedBy[pressed]);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onOpen]);
  const [lesson, dispatch] = useReducer(draftAfter, newLesson);
  const close = useCallback(() => onOpen(null), [onOpen]);
  return (
    <Suspense>
      {opened === 'share' && <ShareDialog onClose={close} />}
      {opened === 'kept' && <KeptDialog onClose={close} />}
      {opened === 'lessons' && <LessonsDialog onClose={close} onTeach={() => onOpen('teach')} />}
      {opened === 'shortcuts' && <ShortcutsDialog key={presses} onClose={close} />}
      {opened === 'palette' && <Palette key={presses} onClose={close} onOpenData={onOpenData} />}
      {opened === 'tour' && <Tour onClose={close} />}
      {opened === 'teach' && <TeacherDialog lesson={lesson} dispatch={dispatch} onClose={close} />}
      {opened === 'presentation' && <Presentation key={presses} theme={theme} classNames={classNames} onClose={close} />}
    </Suspense>
  );
}
