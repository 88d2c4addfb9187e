import { useEffect, useState } from 'react';

/** Time as a person says it: 45 s, 1 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long what is under way will take at the pace so far; null until that can be said. */
export function useTimeLeft(what: string, done: number, total: number): string | null {
  const [start, setStart] = useState({ what, done, at: performance.now() });
  const [now, setNow] = useState(start.at);
  useEffect(() => {
    const at = performance.now();
    if (start.what !== what || done < start.done) setStart({ what, done, at });
    setNow(at);
  }, [what, done, start]);
  const seconds = (now - start.at) / 1000;
  if (seconds < 2 || done <= start.done || total <= done) return null;
  return duration((seconds * (total - done)) / (done - start.done));
}
