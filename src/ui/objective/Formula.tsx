import type { LossTerm } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import { weightText } from '../shared/format.ts';
import styles from './Formula.module.css';

/** The longest weight, 0.0123, in characters and in em. */
const longest = 6;
const place = 3.1;

/** The weight in the middle of the longest one's place, so that the rest of the formula stands still. */
function Weight({ text }: { readonly text: string }) {
  const before = (place * (longest - text.length)) / (2 * longest);
  return (
    <mpadded width={`${place}em`} lspace={`${before.toFixed(2)}em`}>
      <mn className={styles['weight']}>{text}</mn>
    </mpadded>
  );
}

/** By how much the type is smaller so that a formula of so many weighted terms keeps to its line. */
const scales = [1, 1, 0.76, 0.57];

/** The objective with the weights that act now. A term that is off stays in its place, pale and struck through. */
export function Formula({ terms }: { readonly terms: readonly LossTerm[] }) {
  return (
    <math className={styles['formula']} style={{ '--scale': scales[terms.length] ?? 0.4 }}>
      <mi>L</mi>
      <mo>=</mo>
      <Named loss="softmax" />
      {terms.map((term) => (
        <Weighted key={term.loss} term={term} />
      ))}
    </math>
  );
}

function Weighted({ term: { loss, weight, on } }: { readonly term: LossTerm }) {
  return (
    <mrow className={on ? '' : styles['off']}>
      <mo form="infix">+</mo>
      <Weight text={weightText(weight)} />
      <mo>·</mo>
      <Named loss={loss} />
    </mrow>
  );
}

function Named({ loss }: { readonly loss: string }) {
  return (
    <msub>
      <mi>L</mi>
      <mtext>{losses.get(loss).subscript}</mtext>
    </msub>
  );
}

/** The center loss: the mean squared distance of a batch's features to the centers of their classes. */
export function CenterLossFormula() {
  return (
    <math display="block" className={styles['formula']}>
      <msub>
        <mi>L</mi>
        <mtext>center</mtext>
      </msub>
      <mo>=</mo>
      <mfrac>
        <mn>1</mn>
        <mi>B</mi>
      </mfrac>
      <munder>
        <mo>∑</mo>
        <mi>i</mi>
      </munder>
      <msup>
        <mrow>
          <mo>‖</mo>
          <msub>
            <mi>x</mi>
            <mi>i</mi>
          </msub>
          <mo>−</mo>
          <msub>
            <mi>c</mi>
            <msub>
              <mi>y</mi>
              <mi>i</mi>
            </msub>
          </msub>
          <mo>‖</mo>
        </mrow>
        <mn>2</mn>
      </msup>
    </math>
  );
}
