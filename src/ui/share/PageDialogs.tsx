import { Suspense, lazy, useEffect, useReducer } from 'react';
import { draftAfter, newLesson } from '../lesson/draft.ts';
import type { Theme } from '../shared/theme.ts';
import type { Opened } from './opening.ts';

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }));
const KeptDialog = lazy(async () => ({ default: (await import('../kept/KeptDialog.tsx')).KeptDialog }));
const LessonsDialog = lazy(async () => ({ default: (await import('../lesson/LessonsDialog.tsx')).LessonsDialog }));
const TeacherDialog = lazy(async () => ({ default: (await import('../lesson/TeacherDialog.tsx')).TeacherDialog }));
const Presentation = lazy(async () => ({ default: (await import('../present/Presentation.tsx')).Presentation }));

interface Props {
  readonly opened: Opened;
  readonly onOpen: (opened: Opened) => void;
  readonly theme: Theme;
  readonly classNames: readonly string[];
}

const typing = 'input, select, textarea, [contenteditable]';

/** What opens over the page, one at a time; the key P opens the presentation where nothing is typed. */
export function PageDialogs({ opened, onOpen, theme, classNames }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const free = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.defaultPrevented && !document.querySelector('dialog[open]');
      if (event.key.toLowerCase() === 'p' && free && !(event.target instanceof Element && event.target.closest(typing))) onOpen('presentation');
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onOpen]);
  const [lesson, dispatch] = useReducer(draftAfter, newLesson);
  const close = () => onOpen(null);
  return (
    <Suspense>
      {opened === 'share' && <ShareDialog onClose={close} />}
      {opened === 'kept' && <KeptDialog onClose={close} />}
      {opened === 'lessons' && <LessonsDialog onClose={close} onTeach={() => onOpen('teach')} />}
      {opened === 'teach' && <TeacherDialog lesson={lesson} dispatch={dispatch} onClose={close} />}
      {opened === 'presentation' && <Presentation theme={theme} classNames={classNames} onClose={close} />}
    </Suspense>
  );
}
