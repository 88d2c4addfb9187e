/** Something that a person can find by its name and do. */
export interface Action {
  /** One of its own among all. */
  readonly id: string;
  readonly name: string;
  /** Where it belongs: "Set-up", "Lessons". */
  readonly group: string;
  /** False where it can be found but not done now. */
  readonly enabled: boolean;
  readonly run: () => void;
}
