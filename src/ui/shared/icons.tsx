import type { ReactNode } from 'react';

function Icon({ children, filled = false }: { readonly children: ReactNode; readonly filled?: boolean }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

/** Decorative pictures of 16 x 16 pixels in the colour of the text; their button carries the words. */
export const icons = {
  pencil: (
    <Icon>
      <path d="m3 13 .6-2.8 7-7a1.5 1.5 0 0 1 2.2 2.2l-7 7L3 13ZM9.4 4.4l2.2 2.2" />
    </Icon>
  ),
  train: (
    <Icon filled>
      <path d="M4.5 2.6v10.8a.6.6 0 0 0 .9.5l8.6-5.4a.6.6 0 0 0 0-1L5.4 2.1a.6.6 0 0 0-.9.5Z" />
    </Icon>
  ),
  pause: (
    <Icon filled>
      <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" />
    </Icon>
  ),
  backwards: (
    <Icon filled>
      <path d="M11.5 2.6v10.8a.6.6 0 0 1-.9.5L2 8.5a.6.6 0 0 1 0-1l8.6-5.4a.6.6 0 0 1 .9.5Z" />
    </Icon>
  ),
  fork: (
    <Icon>
      <path d="M4 2v12M4 10c0-3 8-2 8-6M9.5 5.5 12 3l2.5 2.5" />
    </Icon>
  ),
  undo: (
    <Icon>
      <path d="M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6" />
    </Icon>
  ),
  step: (
    <Icon filled>
      <path d="M3 3.2v9.6a.5.5 0 0 0 .8.4L10 8.4a.5.5 0 0 0 0-.8L3.8 2.8a.5.5 0 0 0-.8.4ZM11 2.5h2v11h-2z" />
    </Icon>
  ),
  reset: (
    <Icon>
      <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3" />
    </Icon>
  ),
  sun: (
    <Icon>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
    </Icon>
  ),
  moon: (
    <Icon>
      <path d="M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7Z" />
    </Icon>
  ),
  plus: (
    <Icon>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  ),
  close: (
    <Icon>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  ),
} as const;
