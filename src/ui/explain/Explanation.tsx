import { projections } from '../../projections/catalog.ts';
import { CenterLossFormula } from '../objective/Formula.tsx';
import { drawnAs } from '../panels/drawnAs.ts';
import { useApp } from '../shared/context.ts';
import { Experiments } from './Experiments.tsx';
import styles from './Explanation.module.css';

const paper = 'https://doi.org/10.1007/978-3-319-46478-7_31';
const caffe = 'https://github.com/ydwen/caffe-face';
const pytorch = 'https://github.com/KaiyangZhou/pytorch-center-loss';

/** What a feature is and how it is drawn, in the experiment in effect. */
function Features() {
  const dimension = useApp((state) => state.effective.dimension);
  const projection = useApp((state) => state.effective.projection);
  const drawing = drawnAs({ dimension, projection });
  return (
    <>
      Its last hidden layer has {dimension === 2 ? 'only two' : dimension} units, so what it has learned about an image, its <em>feature</em>, is a point{' '}
      {drawing ? `in ${dimension} dimensions, drawn by ${projections.get(projection).label}. ${projections.get(projection).description}` : 'that can be drawn as it is.'}
    </>
  );
}

/** What one sees, what center loss is, what to try and what the measures mean. */
export function Explanation() {
  return (
    <section id="explanation" className={styles['explanation']} aria-labelledby="explanation-title">
      <h2 id="explanation-title">What you are looking at</h2>
      <p>
        Each panel is one network, trained in this page. <Features /> Every dot is a test image that the network is not trained on. All networks start from the same
        weights and see the same batches in the same order; only their objective differs.
      </p>
      <p>
        Plain softmax only asks that a straight line can part the classes. The cheapest way is to spread them into rays and to push them outwards: classes are
        separable, but two images of one class may lie further apart than two of different ones. Center loss adds what is missing: it keeps a center for every
        class and pulls each feature towards its own.
      </p>
      <CenterLossFormula />
      <p>
        Here <i>x</i> is the feature of an image, <i>c</i> the center of its class, and <i>B</i> the number of images in a batch. The centers are learned too: after each
        step they move towards the features of their class, at their own rate. The idea is from Wen, Zhang, Li and Qiao,{' '}
        <a href={paper}>A Discriminative Feature Learning Approach for Deep Face Recognition</a> (ECCV 2016), where it made faces of people recognisable that the network had
        never seen.
      </p>

      <h2>Try this</h2>
      <Experiments />

      <h2>What the measures mean</h2>
      <dl className={styles['terms']}>
        <div>
          <dt>Test accuracy</dt>
          <dd>The share of test images whose largest logit is the right class. In the panels and in the curve it is measured on the same images in training and at rest, those that are drawn while it trains; a slow device draws fewer then than at rest. Where training rests, it is measured on the whole test set, too (a diamond beside the curve).</dd>
        </div>
        <div>
          <dt>Within-class radius</dt>
          <dd>How far features lie from the mean of their class: the root of the mean squared distance.</dd>
        </div>
        <div>
          <dt>Compactness</dt>
          <dd>
            That radius over the least distance between two class means. It has no unit: softmax features grow and grow while center loss keeps them small, so distances alone
            compare nothing. Lower is tighter.
          </dd>
        </div>
        <div>
          <dt>Centers of a softmax run</dt>
          <dd>
            A run without center loss has centers as well: they follow its features, so that both runs can be compared, but nothing pulls the features to them. Its
            L<sub>center</sub> is measured, not minimised, and grows with the rays, to hundreds.
          </dd>
        </div>
        <div>
          <dt>Follow, Lock and Link</dt>
          <dd>
            Each panel follows its own features unless told otherwise: a panel that shrinks its scale can hide that its clusters shrink. Lock leaves the scales as they are;
            Link gives all panels one scale, the largest.
          </dd>
        </div>
        <div>
          <dt>λ elsewhere</dt>
          <dd>
            λ here multiplies the mean over the batch, without a factor ½, like the widely used <a href={pytorch}>PyTorch code</a>. The paper writes λ/2 times the sum, and its{' '}
            <a href={caffe}>Caffe example</a> divides by the batch: its 0.01 is 0.005 here, while the PyTorch code’s usual 1 is 200 times that. Rates of centers differ as
            much: at a stated 0.5, one step closes 46 % of the gap to the batch’s mean by the paper’s rule and 10 % by the gradient of the mean, as here (batch of 128).
          </dd>
        </div>
      </dl>
    </section>
  );
}
