import { ranges } from '../../config/ranges.ts';
import { datasets } from '../../data/catalog.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { models } from '../../models/catalog.ts';
import { optimizers } from '../../training/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../shared/context.ts';
import { atDefaults, describeChanges, withOptimizer } from './changes.ts';
import styles from './SetUp.module.css';

const modelOptions = models.entries.map(([id, { label }]) => [id, label] as const);
const optimizerOptions = optimizers.entries.map(([id, { label }]) => [id, label] as const);

/** Choices that start the training anew. They are collected in the store's draft and taken over together. */
export function SetUp({ onGetData }: { readonly onGetData: () => void }) {
  const controller = useController();
  const experiment = useApp((state) => state.experiment);
  const draft = useApp((state) => state.draft);
  const chosen = { ...experiment, ...draft };

  return (
    <section className={card['card']} aria-labelledby="set-up">
      <div className={styles['head']}>
        <h2 id="set-up" className={card['title']}>
          Set-up <span className={card['chip']}>restarts</span>
        </h2>
        <RestoreDefaults />
      </div>
      <DataSelect value={chosen.dataset} onChange={(dataset) => controller.edit({ dataset })} onGetData={onGetData} />
      <SelectField label="Model" value={chosen.model} options={modelOptions} onChange={(model) => controller.edit({ model })} />
      <SelectField label="Optimizer" value={chosen.optimizer} options={optimizerOptions} onChange={(optimizer) => controller.edit(withOptimizer(experiment, optimizer))} />
      <NumberField label="Batch size" value={chosen.batchSize} {...ranges.batchSize} whole eager onChange={(batchSize) => controller.edit({ batchSize })} />
      <NumberField label="Seed" value={chosen.seed} {...ranges.seed} whole eager onChange={(seed) => controller.edit({ seed })} />
      <Changes changes={describeChanges(experiment, draft)} />
    </section>
  );
}

interface DataSelectProps {
  readonly value: DatasetId;
  readonly onChange: (dataset: DatasetId) => void;
  readonly onGetData: () => void;
}

function DataSelect({ value, onChange, onGetData }: DataSelectProps) {
  const availability = useApp((state) => state.availability);
  const absent = (id: DatasetId) => availability?.[id] === 'absent';
  const options = datasets.ids.map((id) => [id, absent(id) ? `${datasets.get(id).label} (get it …)` : datasets.get(id).label] as const);
  return <SelectField label="Data" value={value} options={options} onChange={(id) => (absent(id) ? onGetData() : onChange(id))} />;
}

/** Keeps its place; disabled where nothing would change. */
function RestoreDefaults() {
  const controller = useController();
  const enabled = useApp((state) => state.phase !== 'opening' && !atDefaults(state));
  return (
    <button type="button" className={`${button['text']} ${styles['defaults']}`} disabled={!enabled} onClick={() => void controller.restoreDefaults()}>
      Restore defaults
    </button>
  );
}

/** What is not in effect yet, under the buttons that take it over or drop it: those keep their places, disabled where there is nothing. */
function Changes({ changes }: { readonly changes: readonly string[] }) {
  const controller = useController();
  const opening = useApp((state) => state.phase === 'opening');
  const none = changes.length === 0;
  return (
    <div className={styles['changes']}>
      <button type="button" className={button[none ? 'plain' : 'primary']} disabled={none || opening} onClick={() => void controller.applyDraft()}>
        Restart with this
      </button>
      <button type="button" className={button['text']} disabled={none} onClick={() => controller.discardDraft()}>
        Discard
      </button>
      {!none && (
        <>
          <p>Not in effect yet:</p>
          <ul aria-label="Changes">
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
