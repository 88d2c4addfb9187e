import { describeError } from '../../errors.ts';

/** What a browser's refusal to keep something means to a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'The disk space for this page is full.';
  if (error instanceof DOMException && (error.name === 'SecurityError' || error.name === 'InvalidStateError')) return 'This window keeps nothing: it is private, or storage is switched off.';
  return `The browser refused: ${describeError(error).message}`;
}
