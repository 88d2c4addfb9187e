import { defaultExperiment } from '../../config/experiment.ts';
import type { OpenedLink } from '../../config/link/shared.ts';
import type { Experiment } from '../../config/schema.ts';
import type { Action } from '../store/reduce.ts';
import type { NoticeSubject } from '../store/state.ts';
import type { Gate } from './gate.ts';
import { whyNotSetUp } from './linkData.ts';
import type { WithCurves } from '../keeping/record.ts';
import type { Branches } from '../keeping/branches.ts';
import type { LastTraining } from './lastTraining.ts';

/** What the beginning of a page needs of its supervisor. */
interface Page {
  readonly last: LastTraining;
  readonly gate: Gate;
  readonly branches: { load(): Promise<Branches | null> };
  readonly past: { awaitKept(kept: { readonly bytes: ArrayBuffer; readonly branches: Branches } | null): void };
  readonly lastId: number;
  bringingBack: boolean;
  dispatch(action: Action): void;
  tell(about: NoticeSubject, error: unknown): void;
  open(): Promise<void>;
  setUpFirst(experiment: Experiment): Promise<void>;
  configure(experiment: OpenedLink['shared']['experiment'], ahead: OpenedLink['shared']['changes']): Promise<void>;
  restore(training: WithCurves): Promise<void>;
  refreshAvailability(): Promise<void>;
}

/**
 * Opens the worker and shows, unless something else was asked for, what the address shares, or the last training kept, or the
 * default experiment.
 */
export async function begin(page: Page, arrival?: () => Promise<OpenedLink>): Promise<void> {
  const kept = page.last.load().catch((error: unknown) => {
    page.tell('keeping', error);
    return null;
  });
  try {
    await page.open();
    const record = await kept;
    await awaitBranches(page, page.last.aside ?? record);
    if (page.lastId === 0 && !(arrival && (await arrive(page, record, arrival))) && !(record && (await broughtBack(page, record)))) await page.setUpFirst(defaultExperiment);
  } catch (error) {
    page.tell('device', error);
    if (page.lastId === 0) page.dispatch({ type: 'configureFailed' });
  }
  page.gate.open();
  await page.refreshAvailability().catch((error: unknown) => page.tell('data', error));
}

/** With the person's own training come those that it stood beside. */
async function awaitBranches(page: Page, own: WithCurves | null): Promise<void> {
  try {
    const branches = own && (await page.branches.load());
    if (own && branches) page.past.awaitKept({ bytes: own.bytes, branches });
  } catch (error) {
    page.tell('keeping', error);
  }
}

/** What cannot be set up leaves its reason on the page. @returns whether something is set up, or asked for meanwhile. */
async function attempted(page: Page, about: NoticeSubject, setUp: () => Promise<void>): Promise<boolean> {
  const id = page.lastId + 1;
  page.bringingBack = true;
  try {
    await setUp();
    return true;
  } catch (error) {
    page.tell(about, error);
    return page.lastId > id;
  } finally {
    page.bringingBack = false;
  }
}

function bringBack(page: Page, record: WithCurves): Promise<boolean> {
  return attempted(page, 'keeping', async () => {
    await page.restore(record);
    if (record.going) page.dispatch({ type: 'goingOn', ...record.going });
    if (page.last.aside) page.dispatch({ type: 'visiting', own: page.last.aside.step });
  });
}

/** Where what was looked at last cannot be brought back, the person's own training is. */
async function broughtBack(page: Page, record: WithCurves): Promise<boolean> {
  const own = page.last.aside;
  if (await bringBack(page, record)) return true;
  if (!own) return false;
  await page.last.endVisit({ adopt: false });
  return bringBack(page, own);
}

/** The person's own training is kept aside; where the link cannot be set up, it is there. */
function arrive(page: Page, record: WithCurves | null, read: () => Promise<OpenedLink>): Promise<boolean> {
  return attempted(page, 'link', async () => {
    const opened = await read();
    if (page.lastId > 0) return;
    const visited = page.last.aside !== null;
    const own = page.last.aside ?? record;
    if (own) page.last.visit(own);
    try {
      await page.configure(opened.shared.experiment, opened.shared.changes);
    } catch (error) {
      if (own && !visited) await page.last.endVisit({ adopt: false });
      throw whyNotSetUp(error, opened.shared);
    }
    page.dispatch({ type: 'linkOpened', ...opened, own: own?.step ?? null });
  });
}
