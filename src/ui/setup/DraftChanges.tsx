import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { describeChanges } from './changes.ts';
import { nameRefusal } from './runEdits.ts';
import styles from './SetUp.module.css';

/**
 * What is not in effect yet, under the buttons that take it over or drop it: those keep their places, disabled where there is
 * nothing, the first also while a run's name is refused.
 */
export function DraftChanges() {
  const controller = useController();
  const opening = useApp((state) => state.phase === 'opening');
  const experiment = useApp((state) => state.experiment);
  const draft = useApp((state) => state.draft);
  const changes = describeChanges(experiment, draft);
  const runs = draft.runs ?? experiment.runs;
  const refused = runs.some((_, i) => nameRefusal(runs, i, experiment.runs) !== null);
  const none = changes.length === 0;
  return (
    <>
      <div className={styles['buttons']}>
        <button type="button" className={button[none ? 'plain' : 'primary']} disabled={none || opening || refused} onClick={() => void controller.applyDraft()}>
          Restart with this
        </button>
        <button type="button" className={button['text']} disabled={none} onClick={() => controller.discardDraft()}>
          Discard
        </button>
      </div>
      {!none && (
        <div className={styles['changes']}>
          <p>Not in effect yet:</p>
          <ul aria-label="Changes">
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
