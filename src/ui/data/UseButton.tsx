import { useState } from 'react';
import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';

interface Props {
  readonly disabled?: boolean;
  /** Sets the data set up; false where it stands as it did, and an error is told. */
  readonly begin: () => Promise<boolean>;
  /** Told once the training on it is set up. */
  readonly onBegun: () => void;
}

/** Begins a training on a data set that is here. It says so while the set-up is under way. */
export function UseButton({ disabled = false, begin, onBegun }: Props) {
  const preparing = useApp((state) => state.phase === 'preparing' || state.phase === 'opening');
  const [pressed, setPressed] = useState(false);
  const press = async () => {
    setPressed(true);
    const begun = await begin();
    setPressed(false);
    if (begun) onBegun();
  };
  return (
    <button type="button" className={button['plain']} disabled={disabled || preparing} onClick={() => void press()}>
      {pressed && preparing ? 'Setting up …' : 'Use it and restart'}
    </button>
  );
}
