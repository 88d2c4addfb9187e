import type { MadeLink } from '../../app/sharing/sharing.ts';
import { datasetLabel, isOwn } from '../../data/catalog.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import { LinkField } from './LinkField.tsx';
import styles from './ShareDialog.module.css';
import { TrainingFile } from './TrainingFile.tsx';
import { useLink } from './useLink.ts';

/** A link to the experiment with what it holds and what it does not. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useModal(onClose);
  const link = useLink();
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="share-title" closedby="any">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="share-title">Share this experiment</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        {link === null && <p role="status">Making the link …</p>}
        {link && 'refusal' in link && (
          <p role="alert" className={styles['refusal']}>
            {link.refusal.message} {link.refusal.hint}
          </p>
        )}
        {link && 'made' in link && (
          <>
            <LinkField address={link.made.address} title="Center Loss Playground" />
            <Holds made={link.made} />
          </>
        )}
        <TrainingFile onOpened={() => dialog.current?.close()} />
        <div className={dialogStyles['notice']}>
          <NoticeBar inline />
        </div>
      </div>
    </dialog>
  );
}

function Holds({ made: { shared, isExact, characters } }: { readonly made: MadeLink }) {
  const { experiment, changes, step, hiddenClasses, stopAt } = shared;
  const names = experiment.runs.map(({ name }) => name).join(', ');
  return (
    <dl className={styles['holds']}>
      <dt>It holds</dt>
      <dd>
        {isExact ? 'Everything that the numbers follow from' : 'Its settings as they are now'}: {datasetLabel(experiment.dataset)}, seed {experiment.seed}, the runs {names} with all their settings
        {changes.length > 0 && `, ${changes.length === 1 ? 'one live change' : `${count(changes.length)} live changes`} at ${changes.length === 1 ? 'its step' : 'their steps'}`}
        {step > 0 && `, and that it was trained to step ${count(step)}`}; how the panels are looked at{hiddenClasses.length > 0 && ' and which classes are hidden'}
        {stopAt !== null && `; that training stops at step ${count(stopAt)}`}.{isExact && ' Trained again on this machine it comes to the same numbers, to the bit; another GPU may round differently.'}
      </dd>
      {!isExact && (
        <>
          <dt>It does not come to the same numbers</dt>
          <dd>A link is trained from step 0 on, and this training cannot be: a run of it branched off another one with other losses or rates, or an earlier version of the page kept it. A file holds the training itself.</dd>
        </>
      )}
      <dt>It does not hold</dt>
      <dd>
        The trained weights, which are trained again, and images.{' '}
        {isOwn(experiment.dataset) && <strong>This experiment is on your own images: they stay in your browser, and whoever opens the link must bring the same ones. </strong>}
        What follows the # in a link is not sent to any server. {count(characters)} of 1,900 characters are used.
      </dd>
    </dl>
  );
}
