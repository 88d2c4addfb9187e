import { summaryOf } from '../../app/luck/luck.ts';
import type { Luck } from '../../app/luck/luck.ts';
import { saveFile } from '../../app/saveFile.ts';
import { luckCsv } from './csv.ts';

/** Saves what was measured as `seeds-DATASET-step-STEPS.csv`. */
export function saveCsv(luck: Luck): void {
  const name = `seeds-${luck.experiment.dataset.replace(/[^a-z0-9-]/gi, '-')}-step-${luck.steps}.csv`;
  saveFile({ name, blob: new Blob([luckCsv(summaryOf(luck))], { type: 'text/csv' }) });
}
