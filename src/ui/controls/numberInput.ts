interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** What a person typed, read as a number within bounds (a decimal comma counts as a point), or why it is refused. */
export function readNumber(text: string, { min, max, whole = false }: Bounds): { readonly value: number } | { readonly refusal: string } {
  const trimmed = text.trim();
  const value = trimmed === '' ? Number.NaN : Number(trimmed.replace(',', '.'));
  if (!Number.isFinite(value)) return { refusal: `“${trimmed}” is not a number.` };
  if (value < min || value > max) return { refusal: `${trimmed} is outside ${min} to ${max}.` };
  if (whole && !Number.isInteger(value)) return { refusal: `${trimmed} is not a whole number.` };
  return { value };
}
