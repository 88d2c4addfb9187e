import { useState } from 'react';

/**
 * Words about something that was done, such as "Saved …", for as long as what they are about is there: of another training or
 * selection they would say what is not so.
 *
 * @param of what they are about, compared by identity
 */
export function useSaid(of: unknown): readonly [said: string, say: (words: string) => void] {
  const [told, setTold] = useState<{ readonly of: unknown; readonly words: string } | null>(null);
  return [told?.of === of ? told!.words : '', (words) => setTold({ of, words })];
}
