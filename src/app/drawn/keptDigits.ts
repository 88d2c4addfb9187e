import { ReopenedDatabase } from '../../database.ts';

/** A picture that a person drew and kept, with what they say it is. */
export interface KeptDigit {
  readonly id: string;
  /** The class by its name. */
  readonly label: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [height, width, channels] bytes as a network sees them. */
  readonly values: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Where drawn pictures are kept. Every method rejects with what IndexedDB says, as in a private window. */
export interface DigitShelf {
  /** Oldest first. */
  all(): Promise<readonly KeptDigit[]>;
  put(digit: KeptDigit): Promise<void>;
  remove(id: string): Promise<void>;
}

const store = 'digits';

const isDigit = (found: unknown): found is KeptDigit =>
  typeof found === 'object' && found !== null && 'id' in found && 'label' in found && 'height' in found && 'width' in found && 'channels' in found && 'values' in found && found.values instanceof Uint8Array && found.values.length === Number(found.height) * Number(found.width) * Number(found.channels);

/** In IndexedDB, one record a picture. What is none is passed over. */
export class DatabaseDigits implements DigitShelf {
  private readonly database: ReopenedDatabase;

  constructor(name = 'center-loss-playground-drawn') {
    this.database = new ReopenedDatabase(name, [[store]]);
  }

  async all(): Promise<readonly KeptDigit[]> {
    const found: readonly unknown[] = await this.database.use((database) => database.getAll(store));
    return found.filter(isDigit).sort((a, b) => a.at - b.at);
  }

  async put(digit: KeptDigit): Promise<void> {
    await this.database.use((database) => database.put(store, digit, digit.id));
  }

  remove(id: string): Promise<void> {
    return this.database.use((database) => database.delete(store, id));
  }
}
