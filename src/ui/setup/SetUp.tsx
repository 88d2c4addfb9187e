import { ranges } from '../../config/ranges.ts';
import { datasetLabel, datasets, isOwn } from '../../data/catalog.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { models } from '../../models/catalog.ts';
import { projections } from '../../projections/catalog.ts';
import { optimizers } from '../../training/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../shared/context.ts';
import type { Theme } from '../shared/theme.ts';
import { CenterRule } from './CenterRule.tsx';
import { atDefaults, projectionsFor, withDimension, withOptimizer } from './changes.ts';
import { DraftChanges } from './DraftChanges.tsx';
import { Runs } from './Runs.tsx';
import styles from './SetUp.module.css';

const modelOptions = models.entries.map(([id, { label }]) => [id, label] as const);
const optimizerOptions = optimizers.entries.map(([id, { label }]) => [id, label] as const);

/** Numbers of features that the menu offers; a script may set others. */
const usualDimensions = [2, 3, 64];

/** Choices that start the training anew. They are collected in the store's draft and taken over together. */
export function SetUp({ theme, onGetData }: { readonly theme: Theme; readonly onGetData: () => void }) {
  const controller = useController();
  const experiment = useApp((state) => state.experiment);
  const draft = useApp((state) => state.draft);
  const chosen = { ...experiment, ...draft };
  const drawings = projectionsFor(chosen.dimension).map((id) => [id, projections.get(id).label] as const);

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
      <DimensionSelect value={chosen.dimension} onChange={(dimension) => controller.edit(withDimension(experiment, dimension))} />
      <SelectField label="Drawn by" value={chosen.projection} options={drawings} onChange={(projection) => controller.edit({ projection })} />
      <SelectField label="Optimizer" value={chosen.optimizer} options={optimizerOptions} onChange={(optimizer) => controller.edit(withOptimizer(experiment, optimizer))} />
      <NumberField label="Batch size" value={chosen.batchSize} {...ranges.batchSize} whole eager onChange={(batchSize) => controller.edit({ batchSize })} />
      <NumberField label="Seed" value={chosen.seed} {...ranges.seed} whole eager onChange={(seed) => controller.edit({ seed })} />
      <CenterRule value={chosen.centerRule} onChange={(centerRule) => controller.edit({ centerRule })} />
      <Runs theme={theme} />
      <DraftChanges />
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
  const ownSets = useApp((state) => state.ownSets);
  const inUse = useApp((state) => state.setUp?.dataset);
  const own = new Map(ownSets.map(({ id, label }) => [id, label]));
  if (inUse && isOwn(inUse.id)) own.set(inUse.id, inUse.label);
  if (isOwn(value) && !own.has(value)) own.set(value, datasetLabel(value));
  const known = datasets.ids.map((id) => [id, absent(id) ? `${datasets.get(id).label} (get it …)` : datasets.get(id).label] as const);
  const options = [...known, ...own];
  return <SelectField label="Data" value={value} options={options} onChange={(id) => (absent(id) ? onGetData() : onChange(id))} />;
}

function DimensionSelect({ value, onChange }: { readonly value: number; readonly onChange: (dimension: number) => void }) {
  const offered = [...new Set([...usualDimensions, value])].sort((a, b) => a - b);
  const options = offered.map((dimension) => [String(dimension), `${dimension} dimensions`] as const);
  return <SelectField label="Features" value={String(value)} options={options} onChange={(dimension) => onChange(Number(dimension))} />;
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
