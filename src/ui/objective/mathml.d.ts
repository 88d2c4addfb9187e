import type { HTMLAttributes } from 'react';

interface MathAttributes extends HTMLAttributes<MathMLElement> {
  readonly display?: 'block' | 'inline';
  readonly form?: 'infix';
  /** Of an mpadded: a length. */
  readonly width?: string;
  readonly lspace?: string;
}

/* React renders MathML; its types do not know it yet. These are the elements that the formulas use. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathAttributes;
      mfrac: MathAttributes;
      mi: MathAttributes;
      mn: MathAttributes;
      mo: MathAttributes;
      mpadded: MathAttributes;
      mrow: MathAttributes;
      msub: MathAttributes;
      msup: MathAttributes;
      mtext: MathAttributes;
      munder: MathAttributes;
    }
  }
}
