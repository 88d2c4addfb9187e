import type { Question } from './store/state.ts';

/** Questions to the person, one at a time. */
export class Questions {
  private readonly show: (question: Question | null) => void;
  private answered: ((yes: boolean) => void) | null = null;

  constructor(show: (question: Question | null) => void) {
    this.show = show;
  }

  /** A question asked while another one stands takes its place; that one is answered with no. */
  ask(question: Question): Promise<boolean> {
    this.answered?.(false);
    this.show(question);
    return new Promise((resolve) => (this.answered = resolve));
  }

  answer(yes: boolean): void {
    this.show(null);
    this.answered?.(yes);
    this.answered = null;
  }
}
