const buckets = 1024;

/**
 * Puts points far to near. By buckets of depth, then exactly within them: linear in N, and nothing is allocated.
 *
 * @param order [N] in any order, written.
 * @param near [N], larger is nearer; what is not finite comes first.
 * @param counts work space [buckets + 1].
 */
export function orderByDepth(order: Int32Array, near: Float32Array, counts: Int32Array): void {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < near.length; i++) {
    const depth = near[i]!;
    if (!Number.isFinite(depth)) continue;
    if (depth < least) least = depth;
    if (depth > most) most = depth;
  }
  const scale = most > least ? (buckets - 2) / (most - least) : 0;
  counts.fill(0);
  for (let i = 0; i < near.length; i++) counts[bucketOf(near[i]!, least, scale) + 1]!++;
  for (let b = 0; b < buckets; b++) counts[b + 1]! += counts[b]!;
  for (let i = 0; i < near.length; i++) order[counts[bucketOf(near[i]!, least, scale)]!++] = i;
  for (let k = 1; k < order.length; k++) {
    const i = order[k]!;
    let at = k;
    for (; at > 0 && near[order[at - 1]!]! > near[i]!; at--) order[at] = order[at - 1]!;
    order[at] = i;
  }
}

/** The first bucket is for what is not finite. */
const bucketOf = (depth: number, least: number, scale: number): number => (Number.isFinite(depth) ? 1 + Math.floor((depth - least) * scale) : 0);

/** Work space of `orderByDepth`. */
export const depthCounts = (): Int32Array => new Int32Array(buckets + 1);
