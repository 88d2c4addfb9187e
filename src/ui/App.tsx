import { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import type { Controller } from '../app/controller.ts';
import { catalogEntry } from '../data/catalog.ts';
import styles from './App.module.css';
import { Curves } from './charts/Curves.tsx';
import { Comparison } from './compare/Comparison.tsx';
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
import { useTheme } from './shared/theme.ts';
import { Stage } from './stage/Stage.tsx';
import { useSpaceKey } from './transport/useSpaceKey.ts';

// What is not on the page at first is fetched when it is first needed.
const AddedDialog = lazy(async () => ({ default: (await import('./added/AddedDialog.tsx')).AddedDialog }));
const ByHand = lazy(async () => ({ default: (await import('./data/ByHand.tsx')).ByHand }));
const DataDialog = lazy(async () => ({ default: (await import('./data/DataDialog.tsx')).DataDialog }));
const Luck = lazy(async () => ({ default: (await import('./luck/Luck.tsx')).Luck }));
const SuspectsCard = lazy(async () => ({ default: (await import('./suspects/SuspectsCard.tsx')).SuspectsCard }));
const TakeHomeCard = lazy(async () => ({ default: (await import('./home/TakeHomeCard.tsx')).TakeHomeCard }));
const Lens = lazy(async () => ({ default: (await import('./lens/Lens.tsx')).Lens }));

/** The whole page over one controller. */
export function App({ controller }: { readonly controller: Controller }) {
  useSpaceKey(controller);
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

const none: readonly string[] = [];
const knownClasses = (dataset: string) => catalogEntry(dataset)?.classNames ?? none;

/** What was read of a person's images, once there is something. */
function Added() {
  const set = useApp((state) => state.added);
  return <Suspense>{set && <AddedDialog set={set} />}</Suspense>;
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
  const tuned = useTunedRun();
  const classNames = useApp((state) => state.setUp?.dataset.classNames ?? knownClasses(state.experiment.dataset));
  return (
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
          <Objective tuned={tuned} docked={phone} />
          <Rates />
          <SetUp theme={theme} onGetData={openData} />
        </aside>
        <div className={styles['below']}>
          <Curves theme={theme} />
          <Comparison theme={theme} />
          <Suspense>
            <Luck theme={theme} />
            <Lens classNames={classNames} />
            <SuspectsCard />
            <TakeHomeCard />
          </Suspense>
          <Explanation />
        </div>
      </main>
      {phone && <Dock tuned={tuned} />}
      {!dataOpen && <NoticeBar />}
    </div>
  );
}
