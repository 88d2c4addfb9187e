import type { HTMLAttributes } from 'react';

interface MathAttributes extends HTMLAttributes<MathMLElement> {
  readonly display?: 'block' | 'inline';
  readonly form?: 'infix';
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
      mrow: MathAttributes;
      msub: MathAttributes;
      msup: MathAttributes;
      mtext: MathAttributes;
      munder: MathAttributes;
    }
  }
}
