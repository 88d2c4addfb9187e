import { isImageForm } from '../data/dataset.ts';
import { PlaygroundError } from '../errors.ts';
import type { DataDesk } from './supply/dataDesk.ts';
import { ask } from './looks/ask.ts';
import type { PlacedAnswer } from './looks/looks.ts';
import type { Command, PicturedAnswer, Replies } from './protocol.ts';
import type { Session } from './session/session.ts';

/** Commands that ask a training about pictures: a person's, and those of its test set. */
export type AskCommand = Extract<Command, { type: 'ask' | 'draw' | 'inspect' }>;

/** Pictures that are asked about at once. */
const mostPictures = 500;

/** Looks at the training in effect. */
type Look = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Asks the training in effect, between two of its steps. */
export class Asks {
  private readonly desk: DataDesk;
  private readonly look: Look;

  constructor(desk: DataDesk, look: Look) {
    this.desk = desk;
    this.look = look;
  }

  /** Carries out a command. @throws PlaygroundError for what a person can mend. */
  handle(command: AskCommand, dataUrl: string): Promise<Replies[AskCommand['type']]> {
    switch (command.type) {
      case 'ask':
        return this.look((session) => this.ask(session, command.file, dataUrl));
      case 'draw':
        return this.look((session) => drawn(session, command.values, command.count));
      case 'inspect':
        return this.look((session) => session.between(async (_, views) => views.inspect(command.index)));
      default:
        return command satisfies never;
    }
  }

  private async ask(session: Session, file: Blob, dataUrl: string): Promise<PicturedAnswer> {
    const { picture, values } = await this.desk.see(session.origin.dataset, file, dataUrl);
    return { ...(await session.between((trainer) => ask(trainer, values))), picture };
  }
}

/** @throws PlaygroundError with the numbers where these are no pictures of the set's form. */
async function drawn(session: Session, values: Uint8Array, count: number): Promise<PlacedAnswer[]> {
  const { form, label } = session.origin.dataset;
  if (!isImageForm(form)) throw new PlaygroundError(`${label} is read through a frozen network; a drawing is no photograph.`, 'Show the runs an image file, or choose a set of small images.');
  const { height, width, channels } = form;
  if (count < 1 || count > mostPictures || values.length !== count * height * width * channels) {
    throw new PlaygroundError(`${values.length} values are not ${count} pictures of ${height} x ${width} x ${channels}.`, `Give 1 to ${mostPictures} pictures of the size of ${label}.`);
  }
  return session.between((trainer, views) => views.placed(trainer, values, count));
}
