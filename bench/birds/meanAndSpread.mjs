/** @param {readonly number[]} list */
export const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
/** @param {readonly number[]} list */
export const spread = (list) => Math.sqrt(list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0) / Math.max(1, list.length - 1));
