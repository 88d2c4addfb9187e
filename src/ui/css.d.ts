import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties set from a component, for its style sheet to use. */
    [property: `--${string}`]: string | number;
  }
}
