import type { DatasetInfo } from '../../worker/session/setUp.ts';

/** Bytes of a number of an embedding in a table, and of an image's other cells, each with its comma. */
const numberBytes = 12;
const cellBytes = 30;

/** How large the table of a set of photographs is, roughly, in bytes. */
export function tableBytes({ form, trainCount, testCount }: Pick<DatasetInfo, 'form' | 'trainCount' | 'testCount'>, runs: number): number {
  const numbers = 'length' in form ? form.length : 0;
  return (trainCount + testCount) * (numbers * numberBytes + (2 + runs) * cellBytes);
}
