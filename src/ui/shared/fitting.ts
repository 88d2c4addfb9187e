/** About how wide a text is, in units of its size: signs of most scripts are wider than Latin ones. */
export const widthOf = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (sign.codePointAt(0)! < 0x500 ? 0.6 : 1), 0);

/** The largest size, up to `size`, at which a text fits. */
export const fitting = (text: string, size: number, room: number): number => Math.min(size, room / Math.max(1, widthOf(text)));
