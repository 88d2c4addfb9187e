/** One key, or several that do the same, and what it does. */
export interface Shortcut<Id extends string> {
  readonly id: Id;
  /** As `KeyboardEvent.key` has them, letters small. */
  readonly keys: readonly string[];
  /** Whether it is pressed with Ctrl or, on a Mac, Cmd. */
  readonly mod?: boolean;
  readonly does: string;
}

/** Everywhere on the page where nothing is typed and no dialog is open; the one with Ctrl also while something is typed. */
export const pageShortcuts = [
  { id: 'train', keys: [' '], does: 'Train, or pause' },
  { id: 'present', keys: ['p'], does: 'Present: the panels and the weight in large type' },
  { id: 'find', keys: ['k'], mod: true, does: 'Find an action or a setting' },
  { id: 'shortcuts', keys: ['?'], does: 'Show these shortcuts' },
] as const satisfies readonly Shortcut<string>[];

/** While the timeline has the focus. */
export const timelineShortcuts = [
  { id: 'back', keys: ['ArrowLeft', 'ArrowDown'], does: 'The picture before' },
  { id: 'on', keys: ['ArrowRight', 'ArrowUp'], does: 'The next picture' },
  { id: 'farBack', keys: ['PageDown'], does: 'Ten pictures back' },
  { id: 'farOn', keys: ['PageUp'], does: 'Ten pictures on' },
  { id: 'first', keys: ['Home'], does: 'Step 0' },
  { id: 'now', keys: ['End'], does: 'Now' },
] as const satisfies readonly Shortcut<string>[];

/** While the tool that turns a picture in space has the focus, also after a drag: the picture goes where the arrow points. */
export const turnShortcuts = [
  { id: 'left', keys: ['ArrowLeft'], does: 'Turn to the left' },
  { id: 'right', keys: ['ArrowRight'], does: 'Turn to the right' },
  { id: 'up', keys: ['ArrowUp'], does: 'Turn up' },
  { id: 'down', keys: ['ArrowDown'], does: 'Turn down' },
] as const satisfies readonly Shortcut<string>[];

/** While the tool that points at the points of a picture has the focus. */
export const pointShortcuts = [
  { id: 'left', keys: ['ArrowLeft'], does: 'The next point to the left, with its image' },
  { id: 'right', keys: ['ArrowRight'], does: 'The next point to the right' },
  { id: 'up', keys: ['ArrowUp'], does: 'The next point above' },
  { id: 'down', keys: ['ArrowDown'], does: 'The next point below' },
  { id: 'choose', keys: ['Enter', ' '], does: 'Select it, or begin in the middle' },
] as const satisfies readonly Shortcut<string>[];

/** In a presentation. */
export const presentationShortcuts = [
  { id: 'fill', keys: ['1', '2', '3', '4', '5', '6'], does: "Fill the screen with a run's panel" },
  { id: 'leave', keys: ['Escape'], does: 'Show all panels again, then leave' },
] as const satisfies readonly Shortcut<string>[];

/** While labels that look wrong are gone through. */
export const reviewShortcuts = [
  { id: 'keep', keys: ['k'], does: 'Keep the label' },
  { id: 'change', keys: ['c'], does: 'Change it to the suggestion' },
  { id: 'leave', keys: ['x'], does: 'Leave the image out' },
  { id: 'undo', keys: ['u'], does: 'Undo' },
  { id: 'before', keys: ['ArrowLeft', 'ArrowUp'], does: 'The image before' },
  { id: 'next', keys: ['ArrowRight', 'ArrowDown'], does: 'The next image' },
] as const satisfies readonly Shortcut<string>[];

/** All of them by where they hold, for a person to read. */
export const shortcutGroups: readonly { readonly where: string; readonly shortcuts: readonly Shortcut<string>[] }[] = [
  { where: 'On the page', shortcuts: pageShortcuts },
  { where: 'On the timeline', shortcuts: timelineShortcuts },
  { where: 'Features in space', shortcuts: turnShortcuts },
  { where: 'Points, by the first tool of a panel', shortcuts: pointShortcuts },
  { where: 'In a presentation', shortcuts: presentationShortcuts },
  { where: 'Labels that look wrong', shortcuts: reviewShortcuts },
];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>;

/** Which of the shortcuts a press is; null for none. Shift counts only where it is no part of typing the key. */
export function shortcutOf<Id extends string>(shortcuts: readonly Shortcut<Id>[], { key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: Press): Id | null {
  if (isComposing || altKey || (shiftKey && key === ' ')) return null;
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  return shortcuts.find(({ keys, mod = false }) => keys.includes(pressed) && mod === (ctrlKey || metaKey))?.id ?? null;
}

const typing = 'input:not([type="range"], [type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** Whether a press is for the page: nothing else took it, no dialog is open, nothing is typed. */
export function isForPage({ defaultPrevented, target }: Pick<KeyboardEvent, 'defaultPrevented' | 'target'>): boolean {
  return !defaultPrevented && !document.querySelector('dialog[open]') && !(target instanceof Element && target.closest(typing));
}

const names: Readonly<Record<string, string>> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', PageUp: 'Page up', PageDown: 'Page down', Escape: 'Esc' };

/** The keys of a shortcut as they are written on a keyboard. */
export function keyNames({ keys, mod = false }: Shortcut<string>): readonly string[] {
  return keys.map((key) => (mod ? 'Ctrl + ' : '') + (names[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}
