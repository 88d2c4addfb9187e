import { useState } from 'react';
import { ranges } from '../../config/experiment.ts';
import { datasetIds, datasets } from '../../data/catalog.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { models } from '../../models/catalog.ts';
import type { ModelId } from '../../models/catalog.ts';
import { optimizers } from '../../training/catalog.ts';
import type { OptimizerId } from '../../training/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../context.ts';
import { useSecondPress } from '../controls/useSecondPress.ts';
import { describeChanges, withOptimizer } from './changes.ts';
import type { SetUpDraft } from './changes.ts';
import styles from './SetUp.module.css';

const modelOptions = (Object.keys(models) as ModelId[]).map((id) => [id, models[id].label] as const);
const optimizerOptions = (Object.keys(optimizers) as OptimizerId[]).map((id) => [id, optimizers[id].label] as const);

/** Choices that start the training anew. They are collected and taken over together. */
export function SetUp({ onGetData }: { readonly onGetData: () => void }) {
  const controller = useController();
  const experiment = useApp((state) => state.experiment);
  const [draft, setDraft] = useState<SetUpDraft>({});
  const change = (part: SetUpDraft) => setDraft({ ...draft, ...part });
  const chosen = { ...experiment, ...draft };

  return (
    <section className={card['card']} aria-labelledby="set-up">
      <h2 id="set-up" className={card['title']}>
        Set-up <span className={card['chip']}>restarts</span>
      </h2>
      <DataSelect value={chosen.dataset} onChange={(dataset) => change({ dataset })} onGetData={onGetData} />
      <SelectField label="Model" value={chosen.model} options={modelOptions} onChange={(model) => change({ model })} />
      <SelectField label="Optimizer" value={chosen.optimizer} options={optimizerOptions} onChange={(optimizer) => setDraft(withOptimizer(draft, optimizer))} />
      <NumberField label="Batch size" value={chosen.batchSize} {...ranges.batchSize} whole onChange={(batchSize) => change({ batchSize })} />
      <NumberField label="Seed" value={chosen.seed} {...ranges.seed} whole onChange={(seed) => change({ seed })} />
      <Changes
        changes={describeChanges(experiment, draft)}
        onApply={() => {
          setDraft({});
          void controller.configure(draft);
        }}
        onDiscard={() => setDraft({})}
      />
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
  const options = datasetIds.map((id) => [id, absent(id) ? `${datasets[id].label} (get it …)` : datasets[id].label] as const);
  return <SelectField label="Data" value={value} options={options} onChange={(id) => (absent(id) ? onGetData() : onChange(id))} />;
}

interface ChangesProps {
  readonly changes: readonly string[];
  readonly onApply: () => void;
  readonly onDiscard: () => void;
}

function Changes({ changes, onApply, onDiscard }: ChangesProps) {
  const controller = useController();
  const busy = useApp((state) => state.phase === 'preparing' || state.phase === 'opening');
  const restore = useSecondPress(() => {
    onDiscard();
    void controller.restoreDefaults();
  });
  if (changes.length === 0) {
    return (
      <button type="button" className={`${button['text']} ${styles['defaults']}`} disabled={busy} onClick={restore.press} onBlur={restore.forget}>
        {restore.asking ? <span aria-live="polite">Discard this training?</span> : 'Restore defaults'}
      </button>
    );
  }
  return (
    <div className={styles['changes']}>
      <button type="button" className={button['primary']} disabled={busy} onClick={onApply}>
        Restart with {changes.length === 1 ? 'this' : 'these'}
      </button>
      <button type="button" className={button['text']} onClick={onDiscard}>
        Discard
      </button>
      <p>Not in effect yet:</p>
      <ul aria-label="Changes">
        {changes.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
