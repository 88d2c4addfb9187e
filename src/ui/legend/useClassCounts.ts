import { useEffect, useState } from 'react';
import { useController } from '../shared/context.ts';

/** Points that the panels draw of each class at rest; null before the first snapshot. While training, when fewer are drawn, it stays. */
export function useClassCounts(classCount: number): Int32Array | null {
  const controller = useController();
  const [counts, setCounts] = useState<Int32Array | null>(null);
  useEffect(() => {
    let known: Uint8Array | null = null;
    return controller.onSnapshot(({ labels }) => {
      // Samples of one set-up are parts of one array.
      if (known && known.buffer === labels.buffer && labels.length <= known.length) return;
      known = labels;
      const sums = new Int32Array(classCount);
      labels.forEach((c) => sums[c]!++);
      setCounts(sums);
    });
  }, [controller, classCount]);
  return counts && counts.length === classCount ? counts : null;
}
