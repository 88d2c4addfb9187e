import { useState } from 'react';
import type { AppState } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useOpening } from '../share/opening.ts';
import { useApp } from '../shared/context.ts';
import { rememberOffer, wasOffered } from './remembered.ts';

/** Whether the page is as a first visit finds it: not with a link, a lesson or a training that was brought back. */
const isFirstSight = ({ step, setUp, phase, broughtBack, before, lesson, linksOpened }: AppState) => step === 0 && setUp !== null && phase === 'resting' && !broughtBack && !before && !lesson && linksOpened === 0;

/** "New here?", with the way to the tour, until it was taken or declined once. It takes no focus and moves nothing. */
export function TourOffer() {
  const open = useOpening();
  const first = useApp(isFirstSight);
  const [offered, setOffered] = useState(wasOffered);
  if (!first || offered) return null;
  const end = () => {
    rememberOffer();
    setOffered(true);
  };
  return (
    <span>
      New here?{' '}
      <button
        type="button"
        className={button['inline']}
        onClick={() => {
          end();
          open('tour');
        }}
      >
        A one-minute tour
      </button>{' '}
      <button type="button" className={button['inline']} aria-label="No tour" onClick={end}>
        No
      </button>
    </span>
  );
}
