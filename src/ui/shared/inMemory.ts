/** Of a canvas that is kept in memory: what one holds on a GPU is gone when that is lost. */
export const inMemory: CanvasRenderingContext2DSettings = { willReadFrequently: true };
