import { useEffect, useState } from 'react';
import { useMedia } from './media.ts';

/** The two looks of the page. */
export type Theme = 'light' | 'dark';

const storageKey = 'theme';

/** The theme a person chose earlier, or null to follow the system. Storage may be closed to the page; then nothing is remembered. */
function rememberedTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // A page without storage keeps the choice until it is closed.
  }
}

/** The theme in effect, the system's unless a person chose one, and the function that changes to the other one. */
export function useTheme(): readonly [Theme, () => void] {
  const [chosen, setChosen] = useState(rememberedTheme);
  const system: Theme = useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const theme = chosen ?? system;
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  const toggle = () => {
    const other = theme === 'dark' ? 'light' : 'dark';
    setChosen(other);
    remember(other);
  };
  return [theme, toggle];
}
