import { lines } from '../../wgsl/text.ts';

// Which entry of its 2x2 window a maximum came from (0 .. 3 in row-major order: bit 0 right, bit 1 lower) travels in the two
// lowest bits of the pre-activation z and of its gradient dz. That changes them by at most 3 of 2^23 parts and spares a
// buffer, and a load for every value: loads are what these kernels' time goes into.

/** Expression: a float with a window's corner (u32, 0 .. 3) in its lowest bits. */
export const withCorner = (value: string, corner: string): string => `bitcast<f32>((bitcast<u32>(${value}) & 0xfffffffcu) | ${corner})`;

/** Expression: the float without its corner. */
export const withoutCorner = (value: string): string => `bitcast<f32>(bitcast<u32>(${value}) & 0xfffffffcu)`;

/**
 * PReLU and max-pooling of four pre-activations `z0` .. `z3`; sets `activated` and `before`, the pre-activation that won,
 * with its corner. The first of equal entries wins.
 */
export const poolWindow = (slope: string): string =>
  lines(
    [0, 1, 2, 3].map((corner) => `let a${corner} = select(${slope} * z${corner}, z${corner}, z${corner} > 0.0);`),
    'let right = a1 > a0; let upper = select(a0, a1, right); let zUpper = select(z0, z1, right); let cornerUpper = select(0u, 1u, right);',
    'let lowerRight = a3 > a2; let lower = select(a2, a3, lowerRight); let zLower = select(z2, z3, lowerRight); let cornerLower = select(2u, 3u, lowerRight);',
    'let below = lower > upper; let activated = select(upper, lower, below);',
    `let before = ${withCorner('select(zUpper, zLower, below)', 'select(cornerUpper, cornerLower, below)')};`,
  );

/**
 * Spreads a window's gradient `name` over its four pixels: sets `names[corner]` to it at its own corner and to zero at the
 * others. Masks instead of comparisons: on a CPU adapter a `select` costs four operations.
 */
export const spreadWindow = (name: string, names: readonly [string, string, string, string]): string =>
  lines(
    `let bits_${name} = bitcast<u32>(${name}); let value_${name} = bits_${name} & 0xfffffffcu;`,
    `let isRight_${name} = 0u - (bits_${name} & 1u); let isLower_${name} = 0u - (bits_${name} & 2u);`,
    `let lower_${name} = value_${name} & isLower_${name}; let upper_${name} = value_${name} ^ lower_${name};`,
    `let upperRight_${name} = upper_${name} & isRight_${name}; let lowerRight_${name} = lower_${name} & isRight_${name};`,
    `let ${names[0]} = bitcast<f32>(upper_${name} ^ upperRight_${name}); let ${names[1]} = bitcast<f32>(upperRight_${name});`,
    `let ${names[2]} = bitcast<f32>(lower_${name} ^ lowerRight_${name}); let ${names[3]} = bitcast<f32>(lowerRight_${name});`,
  );

/**
 * The same for one row of a window only: `isLowerRow` is an expression, a mask of all ones for the lower row and 0 for the
 * upper.
 */
export const spreadWindowRow = (name: string, isLowerRow: string, left: string, right: string): string =>
  lines(
    `let bits_${name} = bitcast<u32>(${name}); let isRight_${name} = 0u - (bits_${name} & 1u);`,
    `let value_${name} = bits_${name} & 0xfffffffcu & ~((0u - (bits_${name} & 2u)) ^ ${isLowerRow});`,
    `let right_${name} = value_${name} & isRight_${name};`,
    `let ${left} = bitcast<f32>(value_${name} ^ right_${name}); let ${right} = bitcast<f32>(right_${name});`,
  );
