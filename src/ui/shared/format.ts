const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with thousands grouped: 7,996. */
export function count(value: number): string {
  return grouped.format(value);
}

/** A measure in few digits and with a steady width: 0.037, 0.372, 1.04, 12.3, 1,234; a dash where there is none. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 99.95) return count(value);
  if (size >= 9.995) return value.toFixed(1);
  if (size >= 0.9995) return value.toFixed(2);
  return size >= 0.0005 || size === 0 ? value.toFixed(3) : value.toExponential(1);
}

/** A weight as a person sets it, at most three significant digits: 0.1, 0.0123, 10. */
export function weightText(weight: number): string {
  return String(Number(weight.toPrecision(3)));
}

/** Epochs, many ones without what nobody reads: 0.16, 37.25, 131.5, 1,380. */
export function epochs(value: number): string {
  if (value >= 999.95) return count(value);
  return value.toFixed(value >= 99.995 ? 1 : 2);
}

/** A fraction as per cent without the sign: 97.6; a dash where there is none. */
export function percent(fraction: number | undefined): string {
  return fraction === undefined || !Number.isFinite(fraction) ? '–' : (100 * fraction).toFixed(1);
}

/** Bytes in megabytes of 10^6: 9.9 MB. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Steps a second, slow ones with a digit more: 0.18, 9.12, 23.4; a dash where there are none yet. */
export function speed(stepsPerSecond: number | null): string {
  if (stepsPerSecond === null || !Number.isFinite(stepsPerSecond)) return '–';
  return stepsPerSecond.toFixed(stepsPerSecond < 9.995 ? 2 : 1);
}

/** Time as a person says it: 45 s, 1 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
