import { Component } from 'react';
import type { ReactNode } from 'react';
import { StartFault } from './StartFault.tsx';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly fault: { readonly error: unknown } | null;
}

/** Shows words in the place of a page that threw while it was drawn: React alone would leave it blank. */
export class FaultBoundary extends Component<Props, State> {
  override state: State = { fault: null };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: { error } };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    return fault ? <StartFault error={fault.error} /> : this.props.children;
  }
}
