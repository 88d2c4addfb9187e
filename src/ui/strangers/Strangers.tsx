import { fittingStrangers } from '../../app/store/fittingLuck.ts';
import type { Luck } from '../../app/luck/luck.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import progress from '../controls/progress.module.css';
import { LuckProgress } from '../luck/LuckProgress.tsx';
import { useApp, useController } from '../shared/context.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Strangers.module.css';
import { StrangersForm } from './StrangersForm.tsx';
import { StrangersResults } from './StrangersResults.tsx';
import { namesOf } from './words.ts';

/** How well each run tells what it was not trained on: the experiment without some classes, asked for and shown. */
export function Strangers({ classNames, theme }: { readonly classNames: readonly string[]; readonly theme: Theme }) {
  const strangers = useApp((state) => state.strangers);
  const effective = useApp((state) => state.effective);
  const shown = fittingStrangers({ strangers, effective });
  const underWay = strangers !== null && strangers.stage !== 'over';
  return (
    <section className={`${card['card']} ${styles['strangers']}`} aria-labelledby="strangers">
      <h2 id="strangers" className={card['title']}>
        Would it know a stranger?
      </h2>
      <p className={styles['about']}>
        A classifier puts every image into one of its classes, also one that belongs to none. Here the experiment is trained without some classes; their test images
        are strangers then, and it is measured how well each run tells them from test images of the classes it knows. Your training waits and comes back as it is.
      </p>
      <OwnTraining classNames={classNames} heldOut={effective.heldOut} hidden={underWay} />
      {underWay ? <UnderWay trained={strangers} /> : <StrangersForm key={`${effective.dataset} ${effective.heldOut.join()}`} classNames={classNames} last={shown} />}
      {shown && <StrangersResults trained={shown} classNames={classNames} theme={theme} />}
    </section>
  );
}

/** That the person's own training leaves classes out, and the way back. */
function OwnTraining({ classNames, heldOut, hidden }: { readonly classNames: readonly string[]; readonly heldOut: readonly number[]; readonly hidden: boolean }) {
  const controller = useController();
  if (hidden || heldOut.length === 0) return null;
  return (
    <p className={styles['own']}>
      Your training leaves out {namesOf(heldOut, classNames)}: their test images are drawn, and count in no figure.{' '}
      <button type="button" className={button['inline']} onClick={() => void controller.configure({ heldOut: [] })}>
        Train all classes
      </button>
    </p>
  );
}

function UnderWay({ trained: { seeds, steps, outcomes, stage } }: { readonly trained: Luck }) {
  const step = useApp((state) => state.step);
  const done = outcomes.length * steps + (stage === 'training' ? Math.min(step, steps) : 0);
  return (
    <div className={styles['form']}>
      <p className={styles['progress']}>
        <LuckProgress />
      </p>
      <progress className={`${progress['progress']} ${styles['bar']}`} aria-label="Repeats" {...(stage === 'training' ? { value: done, max: seeds.length * steps } : {})} />
    </div>
  );
}
