import { summaryOf } from '../../app/luck/luck.ts';
import type { Luck } from '../../app/luck/luck.ts';
import { luckCsv } from './csv.ts';

/** Saves what was measured as `seeds-DATASET-step-STEPS.csv`. */
export function saveCsv(luck: Luck): void {
  const address = URL.createObjectURL(new Blob([luckCsv(summaryOf(luck))], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `seeds-${luck.experiment.dataset.replace(/[^a-z0-9-]/gi, '-')}-step-${luck.steps}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
