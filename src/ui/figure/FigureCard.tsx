import { useState } from 'react';
import { isLuckUnderWay } from '../../app/store/fittingLuck.ts';
import { saveFile } from '../../app/saveFile.ts';
import { describeError } from '../../errors.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useSaid } from '../controls/useSaid.ts';
import { FilmChoice } from '../film/FilmChoice.tsx';
import home from '../home/TakeHomeCard.module.css';
import { side } from '../panels/view/orientation.ts';
import { useApp, useController } from '../shared/context.ts';
import { sight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { figureFile } from './figureFile.ts';

/** Pictures of all runs: a figure that holds its own proof, and the past as a film. */
export function FigureCard({ theme }: { readonly theme: Theme }) {
  const controller = useController();
  const ready = useApp((state) => state.setUp !== null && (state.phase === 'running' || state.phase === 'resting') && !isLuckUnderWay(state));
  const [making, setMaking] = useState(false);
  const [said, setSaid] = useSaid(useApp((state) => state.setUp));
  const make = async (format: 'png' | 'svg') => {
    setMaking(true);
    setSaid('Measuring …');
    try {
      const figure = await controller.home.figure();
      if (!figure) return setSaid('');
      const file = await figureFile(figure, format, controller.store.getState(), { theme, spread: sight.getState().spread, orientation: side.getState().orientation });
      saveFile(file);
      setSaid(`Saved ${file.name}, ${figure.proof ? 'with its proof.' : `without proof. ${figure.unproven}`}`);
    } catch (error) {
      const { message, hint } = describeError(error);
      setSaid(`${message} ${hint}`);
    } finally {
      setMaking(false);
    }
  };
  return (
    <section className={`${card['card']} ${home['home']}`} aria-labelledby="figure-and-film">
      <h2 id="figure-and-film" className={card['title']}>
        Figure and film
      </h2>
      <ul className={home['choices']}>
        <li>
          <p>
            <b>A figure</b> of all runs side by side as they are now, with legend, configuration and measures. It holds the experiment and some of its numbers:{' '}
            <code>npm run verify</code> trains it again from the file alone and tells how far they are off.
          </p>
          <span className={home['pair']}>
            <button type="button" className={button['plain']} disabled={!ready || making} onClick={() => void make('png')}>
              Figure as PNG
            </button>
            <button type="button" className={button['plain']} disabled={!ready || making} onClick={() => void make('svg')}>
              Figure as SVG
            </button>
          </span>
          <p aria-live="polite" className={home['said']}>
            {said}
          </p>
        </li>
        <li>
          <FilmChoice theme={theme} />
        </li>
      </ul>
    </section>
  );
}
