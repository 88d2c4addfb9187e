import type { SeedOutcome } from '../../app/luck/luck.ts';
import { figure } from '../shared/format.ts';

/** A measure that seeds are compared by. */
export interface LuckMeasure {
  readonly label: string;
  readonly higherIsBetter: boolean;
  /** The value of a run, as it is shown; NaN where the seed was stopped. */
  of(outcome: SeedOutcome, run: number): number;
  /** A value without its unit. */
  text(value: number): string;
  /** Behind a value, and behind a difference. */
  readonly unit: string;
  readonly differenceUnit: string;
  /** An axis is at least this wide. */
  readonly leastWidth: number;
}

/** The measures by their ids. Accuracy is in per cent here. */
export const luckMeasures = {
  accuracy: {
    label: 'Test accuracy',
    higherIsBetter: true,
    of: ({ runs }, run) => 100 * (runs[run]?.testAccuracy ?? NaN),
    text: (value) => value.toFixed(2),
    unit: ' %',
    differenceUnit: ' points',
    leastWidth: 0.5,
  },
  compactness: {
    label: 'Compactness',
    higherIsBetter: false,
    of: ({ runs }, run) => runs[run]?.compactness ?? NaN,
    text: figure,
    unit: '',
    differenceUnit: '',
    leastWidth: 0.01,
  },
} as const satisfies Record<string, LuckMeasure>;

/** A measure by its name. */
export type LuckMeasureId = keyof typeof luckMeasures;

/** A difference with its sign. */
export const signed = (text: string): string => (text.startsWith('-') ? text.replace('-', '−') : `+${text}`);
