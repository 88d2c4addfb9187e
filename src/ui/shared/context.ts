import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Controller } from '../../app/controller.ts';
import { seen } from '../../app/store/seen.ts';
import type { AppState } from '../../app/store/state.ts';

/** Carries the page's controller to every component. */
export const ControllerContext = createContext<Controller | null>(null);

/** The page's controller. Throws outside `ControllerContext`. */
export function useController(): Controller {
  const controller = useContext(ControllerContext);
  if (!controller) throw new Error('useController needs a ControllerContext above it.');
  return controller;
}

/** One slice of the state as it was at the step that is looked at, else as it is. */
export const useSeen = <T>(select: (state: AppState) => T): T => useApp((state) => select(seen(state)));

/** One slice of the state; the component renders again only when `select` gives another value (by identity). */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useController().store, select);
}
