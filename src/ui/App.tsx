import { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import type { Controller } from '../app/controller.ts';
import type { LessonControl } from '../config/link/lesson.ts';
import { catalogEntry } from '../data/catalog.ts';
import styles from './App.module.css';
import { Curves } from './charts/Curves.tsx';
import { Comparison } from './compare/Comparison.tsx';
import { useKeptFocus } from './controls/useKeptFocus.ts';
import { begun } from './data/handClasses.ts';
import { ReadingBar } from './data/ReadingBar.tsx';
import { useFileDrop } from './data/useFileDrop.ts';
import { Explanation } from './explain/Explanation.tsx';
import { BackendAdvice } from './header/BackendBadge.tsx';
import { Header } from './header/Header.tsx';
import { NoticeBar } from './notice/NoticeBar.tsx';
import { Objective } from './objective/Objective.tsx';
import { useTunedRun } from './objective/useTunedRun.ts';
import { Dock } from './phone/Dock.tsx';
import { Question } from './question/Question.tsx';
import { Rates } from './setup/Rates.tsx';
import { SetUp } from './setup/SetUp.tsx';
import { ControllerContext, useApp } from './shared/context.ts';
import { phoneQuery, useMedia } from './shared/media.ts';
import { featuresAlone, useSight } from './shared/sight.ts';
import { useTheme } from './shared/theme.ts';
import { OpeningContext } from './share/opening.ts';
import type { Opened } from './share/opening.ts';
import { PageDialogs } from './share/PageDialogs.tsx';
import { Stage } from './stage/Stage.tsx';
import { useSpaceKey } from './transport/useSpaceKey.ts';
import { useLeaveQuestion } from './timeline/useLeaveQuestion.ts';

// What is not on the page at first is fetched when it is first needed.
const AddedDialog = lazy(async () => ({ default: (await import('./added/AddedDialog.tsx')).AddedDialog }));
const ChooseDialog = lazy(async () => ({ default: (await import('./added/ChooseDialog.tsx')).ChooseDialog }));
const ByHand = lazy(async () => ({ default: (await import('./data/ByHand.tsx')).ByHand }));
const DataDialog = lazy(async () => ({ default: (await import('./data/DataDialog.tsx')).DataDialog }));
const DrawCard = lazy(async () => ({ default: (await import('./draw/DrawCard.tsx')).DrawCard }));
const LessonPanel = lazy(async () => ({ default: (await import('./lesson/LessonPanel.tsx')).LessonPanel }));
const Luck = lazy(async () => ({ default: (await import('./luck/Luck.tsx')).Luck }));
const Strangers = lazy(async () => ({ default: (await import('./strangers/Strangers.tsx')).Strangers }));
const SelectionCard = lazy(async () => ({ default: (await import('./points/SelectionCard.tsx')).SelectionCard }));
const SuspectsCard = lazy(async () => ({ default: (await import('./suspects/SuspectsCard.tsx')).SuspectsCard }));
const UpdateOffer = lazy(async () => ({ default: (await import('./offline/UpdateOffer.tsx')).UpdateOffer }));
const TakeHomeCard = lazy(async () => ({ default: (await import('./home/TakeHomeCard.tsx')).TakeHomeCard }));
const FigureCard = lazy(async () => ({ default: (await import('./figure/FigureCard.tsx')).FigureCard }));
const Lens = lazy(async () => ({ default: (await import('./lens/Lens.tsx')).Lens }));

/** The whole page over one controller. */
export function App({ controller }: { readonly controller: Controller }) {
  useSpaceKey(controller);
  useKeptFocus();
  // From here on the controls respond; `npm run bench` reads the mark.
  useEffect(() => void performance.mark('playground:interactive'), []);
  const dropping = useFileDrop(controller);
  return (
    <ControllerContext value={controller}>
      <Page />
      <Added />
      <ReadingBar />
      <Question />
      {dropping && <p className={styles['dropping']}>Drop a folder of images, one sub-folder a class, or the files of a data set</p>}
    </ControllerContext>
  );
}

const nothingHidden: readonly LessonControl[] = [];
const none: readonly string[] = [];
const knownClasses = (dataset: string) => catalogEntry(dataset)?.classNames ?? none;

/** Which of a person's images are read, where that is asked, and what was read of them, once there is something. */
function Added() {
  const set = useApp((state) => state.added);
  const offer = useApp((state) => state.choosing);
  return (
    <Suspense>
      {offer && <ChooseDialog offer={offer} />}
      {set && <AddedDialog set={set} />}
    </Suspense>
  );
}

function Page() {
  const [theme, toggleTheme] = useTheme();
  const [dataOpen, setDataOpen] = useState(false);
  const openData = useCallback(() => setDataOpen(true), []);
  const [byHand, setByHand] = useState(false);
  const [handClasses, setHandClasses] = useState(begun);
  const openByHand = useCallback(() => {
    setDataOpen(false);
    setByHand(true);
  }, []);
  const closeData = useCallback(() => setDataOpen(false), []);
  const phone = useMedia(phoneQuery);
  useLeaveQuestion();
  const ready = useApp((state) => state.setUp !== null);
  const tuned = useTunedRun();
  const pad = useSight((seen) => seen.pad);
  const classNames = useApp((state) => state.setUp?.dataset.classNames ?? knownClasses(state.experiment.dataset));
  const lesson = useApp((state) => state.lesson);
  const taught = lesson?.lesson;
  useEffect(() => (taught ? featuresAlone() : undefined), [taught]);
  const selection = useApp((state) => state.selection);
  const hidden = lesson?.lesson.hidden ?? nothingHidden;
  const [opened, setOpened] = useState<Opened>(null);
  const dialogs = <PageDialogs opened={opened} onOpen={setOpened} theme={theme} classNames={classNames} onOpenData={openData} />;
  return (
    <OpeningContext value={setOpened}>
      {dialogs}
      <Suspense>{ready && <UpdateOffer hidden={opened !== null} />}</Suspense>
      {opened !== 'presentation' && (
        <div className={styles['page']}>
          <Suspense>
            {byHand && <ByHand classes={handClasses} onChange={setHandClasses} onClose={() => setByHand(false)} />}
            {dataOpen && <DataDialog onClose={closeData} onByHand={openByHand} />}
          </Suspense>
          <div className={styles['top']}>
            <Header theme={theme} onToggleTheme={toggleTheme} onOpenData={phone ? null : openData} />
            <BackendAdvice />
          </div>
          <main className={styles['main']} tabIndex={-1}>
            <Stage theme={theme} classNames={classNames} phone={phone} onOpenData={openData} />
            <aside className={styles['rail']} aria-label="Settings">
              <Suspense>{lesson && <LessonPanel progress={lesson} />}</Suspense>
              <Suspense>{pad && <DrawCard theme={theme} />}</Suspense>
              <Suspense>{selection && <SelectionCard selection={selection} classNames={classNames} />}</Suspense>
              {!hidden.includes('objective') && <Objective tuned={tuned} docked={phone} />}
              {!hidden.includes('rates') && <Rates />}
              {!hidden.includes('setUp') && <SetUp theme={theme} onGetData={openData} />}
            </aside>
            <div className={styles['below']}>
              {!hidden.includes('curves') && <Curves theme={theme} />}
              {!hidden.includes('comparison') && <Comparison theme={theme} />}
              <Suspense>
                {!hidden.includes('luck') && <Luck theme={theme} />}
                {!hidden.includes('lens') && <Lens classNames={classNames} />}
                {!hidden.includes('strangers') && <Strangers classNames={classNames} theme={theme} />}
                {!hidden.includes('suspects') && <SuspectsCard />}
                {!hidden.includes('home') && <FigureCard theme={theme} />}
                {!hidden.includes('home') && <TakeHomeCard />}
              </Suspense>
              {!hidden.includes('explanation') && <Explanation />}
            </div>
          </main>
          {phone && <Dock tuned={hidden.includes('objective') ? null : tuned} />}
          {!dataOpen && opened === null && <NoticeBar />}
        </div>
      )}
    </OpeningContext>
  );
}
