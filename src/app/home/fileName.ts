/** A file's name of parts that a person named: letters and digits of all scripts stay, the rest become single dashes. */
export const fileName = (parts: readonly (string | number)[], extension: string): string => `${parts.map((part) => String(part).replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')).join('-')}.${extension}`;
