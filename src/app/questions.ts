import { cheapSteps, type AppState, type Question } from './store/state.ts';

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

  /** Asks where more than `cheapSteps` steps would be thrown away. */
  async mayThrowAway({ step, phase }: Pick<AppState, 'step' | 'phase'>, confirm: string, keep = 'Keep this training'): Promise<boolean> {
    const wayBack = phase === 'halted' ? '' : ' Undo brings them back until the page closes.';
    return step <= cheapSteps || this.ask({ message: `This throws away ${step.toLocaleString('en')} steps of training.${wayBack}`, confirm, keep });
  }

  answer(yes: boolean): void {
    this.show(null);
    this.answered?.(yes);
    this.answered = null;
  }
}
