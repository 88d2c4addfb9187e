import { weightText } from '../format.ts';
import styles from './Formula.module.css';

/** The objective with the weight that acts now. A term that is off stays in its place, pale and struck through. */
export function Formula({ weight, on }: { readonly weight: number; readonly on: boolean }) {
  return (
    <math className={styles['formula']}>
      <mi>L</mi>
      <mo>=</mo>
      <msub>
        <mi>L</mi>
        <mtext>softmax</mtext>
      </msub>
      <mrow className={on ? '' : styles['off']}>
        <mo form="infix">+</mo>
        <mtext>
          <span className={styles['weight']}>{weightText(weight)}</span>
        </mtext>
        <mo>·</mo>
        <msub>
          <mi>L</mi>
          <mtext>center</mtext>
        </msub>
      </mrow>
    </math>
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
