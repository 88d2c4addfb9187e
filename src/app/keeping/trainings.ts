import { ReopenedDatabase } from '../../database.ts';

/** The stores of the database: the last training and one that is looked at in its place, then the trainings kept under a name and what the list says of them. */
export const stores = { last: 'trainings', named: 'named', heads: 'named-heads' } as const;

/** The database of trainings. Version 1 had the last one alone. */
export const openTrainings = (): ReopenedDatabase => new ReopenedDatabase('center-loss-playground', [[stores.last], [stores.named, stores.heads]]);
