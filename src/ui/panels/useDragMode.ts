import { useState } from 'react';
import { projections } from '../../projections/catalog.ts';
import { useApp } from '../shared/context.ts';
import type { DragMode } from './view/gestures.ts';

/** What dragging does on a panel, and whether a finger that moves up or down scrolls the page nevertheless. */
interface Dragging {
  /** Whether the picture is one in space. */
  readonly inSpace: boolean;
  readonly dragMode: DragMode;
  readonly setDragMode: (mode: DragMode) => void;
  readonly yields: boolean;
}

/**
 * What dragging does: at first a picture in space is turned, where a finger that moves sideways turns and one that moves up or down
 * scrolls; in the plane a mouse zooms and a finger scrolls. A person's choice holds until the picture is of the other kind.
 */
export function useDragMode(): Dragging {
  const inSpace = useApp((state) => projections.get(state.effective.projection).isInSpace ?? false);
  const [chosen, setChosen] = useState<{ readonly mode: DragMode; readonly inSpace: boolean } | null>(null);
  const [first] = useState<DragMode>(() => (matchMedia('(hover: hover)').matches ? 'zoom' : 'none'));
  const held = chosen?.inSpace === inSpace ? chosen.mode : null;
  return { inSpace, dragMode: held ?? (inSpace ? 'turn' : first), setDragMode: (mode) => setChosen({ mode, inSpace }), yields: inSpace && held === null };
}
