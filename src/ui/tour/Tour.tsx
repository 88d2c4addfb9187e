import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';
import { placeCard } from './placeCard.ts';
import { rememberOffer } from './remembered.ts';
import { tourSteps } from './steps.ts';
import styles from './Tour.module.css';

/** The first one in sight: phones have some of them in another place. */
const targetOf = (name: string) => [...document.querySelectorAll<HTMLElement>(`[data-tour="${name}"]`)].find((element) => element.getClientRects().length > 0) ?? null;

/** Some steps' things may not be there, as a lesson hides them. */
const present = () => tourSteps.filter(({ target }) => targetOf(target) !== null);

/** Keeps the card beside what it speaks of, and a ring about that, while the page moves under them. */
function usePlaces(name: string | undefined) {
  const card = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const place = useCallback(() => {
    const target = name === undefined ? null : targetOf(name);
    if (!target || !card.current || !ring.current) return;
    const rect = target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card.current;
    const { left, top } = placeCard(rect, { width, height }, { width: innerWidth, height: innerHeight });
    card.current.style.translate = `${left}px ${top}px`;
    Object.assign(ring.current.style, { translate: `${rect.left}px ${rect.top}px`, width: `${rect.width}px`, height: `${rect.height}px` });
  }, [name]);
  useLayoutEffect(() => {
    if (name !== undefined) targetOf(name)?.scrollIntoView({ block: 'center' });
    place();
  }, [name, place]);
  useEffect(() => {
    const sizes = new ResizeObserver(place);
    sizes.observe(document.body);
    addEventListener('resize', place);
    addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      removeEventListener('resize', place);
      removeEventListener('scroll', place, { capture: true });
    };
  }, [place]);
  return { card, ring, place };
}

/** Points at five things of the page, one after the other. The page stays as usable as ever; Escape ends it. */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const [steps] = useState(present);
  const [at, setAt] = useState(0);
  const step = steps[at];
  const { card, ring, place } = usePlaces(step?.target);
  const title = useId();
  const next = useRef<HTMLButtonElement>(null);
  const phase = useApp((state) => state.phase);
  useEffect(place, [phase, place]);
  useEffect(rememberOffer, []);
  useEffect(() => {
    const before = document.activeElement;
    next.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      onClose();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onClose]);
  if (!step) return null;
  const last = at === steps.length - 1;
  return (
    <>
      <div ref={ring} className={styles['ring']} data-tour-ring aria-hidden="true" />
      <div ref={card} className={styles['card']} role="dialog" aria-labelledby={title}>
        <div aria-live="polite">
          <h2 id={title}>{step.title}</h2>
          <p>{step.text}</p>
        </div>
        <div className={styles['buttons']}>
          <small>
            {at + 1} of {steps.length}
          </small>
          {!last && (
            <button type="button" className={button['text']} onClick={onClose}>
              Skip
            </button>
          )}
          {at > 0 && (
            <button type="button" className={button['plain']} onClick={() => setAt(at - 1)}>
              Back
            </button>
          )}
          <button ref={next} type="button" className={button['primary']} onClick={() => (last ? onClose() : setAt(at + 1))}>
            {last ? 'Done' : 'Next'}
          </button>
        </div>
      </div>
    </>
  );
}
