/** Tests only: channels of the network of `waves`. */
export const channels = 4;

/** Tests only: weights of a network four channels wide, number k of a tensor being offset + scale sin(0.7 k + phase). */
export function waves(): Map<string, { shape: number[]; values: Float32Array }> {
  const weights = new Map<string, { shape: number[]; values: Float32Array }>();
  const fill = (name: string, shape: number[], scale: number, offset: number, phase: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    weights.set(name, { shape, values: Float32Array.from({ length: size }, (_, k) => offset + scale * Math.sin(0.7 * k + phase)) });
  };
  const layer = (name: string, kernel: string, shape: number[], phase: number) => {
    fill(`${name}/${kernel}`, shape, 0.8, 0.1, phase);
    fill(`${name}_bn/gamma`, [channels], 0.2, 1, phase + 1);
    fill(`${name}_bn/beta`, [channels], 0.3, 0.2, phase + 2);
    fill(`${name}_bn/moving_mean`, [channels], 0.2, 0, phase + 3);
    fill(`${name}_bn/moving_variance`, [channels], 0.3, 0.6, phase + 4);
  };
  layer('conv1', 'kernel', [3, 3, 3, channels], 0);
  for (let i = 1; i <= 13; i++) {
    layer(`conv_dw_${i}`, 'depthwise_kernel', [3, 3, channels, 1], 10 * i);
    layer(`conv_pw_${i}`, 'kernel', [1, 1, channels, channels], 10 * i + 5);
  }
  return weights;
}
