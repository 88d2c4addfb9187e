/** Whether work of the engine was done. What it fails with has already been shown as a notice. */
export const settled = (work: Promise<unknown>): Promise<boolean> => work.then(() => true, () => false);
