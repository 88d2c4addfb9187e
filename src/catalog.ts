import { PlaygroundError } from './errors.ts';

/**
 * The named choices of one kind (losses, models, data sets). Menus, validation and training look choices up here by their ids,
 * so that a new one needs no edit elsewhere.
 */
export class Catalog<Choice> {
  /** What the choices are, in the singular: "loss". */
  readonly noun: string;
  private readonly choices: Map<string, Choice>;

  constructor(noun: string, choices: Readonly<Record<string, Choice>>) {
    this.noun = noun;
    this.choices = new Map(Object.entries(choices));
  }

  /** All ids, in the menu's order. */
  get ids(): string[] {
    return [...this.choices.keys()];
  }

  /** All choices with their ids, in the menu's order. */
  get entries(): [id: string, choice: Choice][] {
    return [...this.choices];
  }

  has(id: string): boolean {
    return this.choices.has(id);
  }

  /** @throws PlaygroundError when there is no such choice. */
  get(id: string): Choice {
    const choice = this.choices.get(id);
    if (choice === undefined) throw new PlaygroundError(`There is no ${this.noun} "${id}".`, `Choose one of ${this.ids.join(', ')}.`);
    return choice;
  }

  /** Adds a choice, or puts it in the place of the one of that id; returns what takes it away again. */
  add(id: string, choice: Choice): () => void {
    const before = this.choices.get(id);
    this.choices.set(id, choice);
    return () => void (before === undefined ? this.choices.delete(id) : this.choices.set(id, before));
  }
}
