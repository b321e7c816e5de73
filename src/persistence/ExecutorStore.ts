import { type DataSource, LessThan, MoreThan } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ExecutorRow } from './rows.ts';

/** An executor that has not been heard of for this long counts as dead. */
export const EXECUTOR_DEAD_MS = 15_000;
/** Dead ones are shown for a while, so that people see what is missing. */
const FORGET_MS = 60 * 60 * 1000;

/** What an executor offers. */
export interface Offers {
  readonly actions: readonly OfferedAction[];
  readonly plugins: readonly OfferedPlugin[];
}

export interface OfferedAction {
  readonly name: string;
  readonly mode: 'sync' | 'async';
}

export interface OfferedPlugin {
  readonly name: string;
  readonly version: string | null;
  readonly checksum: string | null;
}

/** An executor as it announced itself, and whether it still gives signs of life. */
export interface ExecutorShown extends Omit<ExecutorRow, 'groups' | 'offers'> {
  readonly groups: readonly string[];
  readonly offers: Offers;
  readonly isLive: boolean;
}

/** The executors of all machines, as they announce themselves. */
export class ExecutorStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Announces one, or says anew what it offers. Long-dead ones are forgotten. */
  async announce(row: ExecutorRow): Promise<void> {
    await this.repository().save(row);
    await this.repository().delete({ seen_at: LessThan(new Date(row.seen_at.getTime() - FORGET_MS)) });
  }

  /** A sign of life. False where nobody knows it any more. */
  async beat(id: Id, running: number, now: Date): Promise<boolean> {
    const { affected } = await this.repository().update({ id }, { running, seen_at: now });
    return Boolean(affected);
  }

  async leave(id: Id): Promise<void> {
    await this.repository().delete({ id });
  }

  /** All that are known, the dead ones too, by name. */
  async list(now: Date): Promise<ExecutorShown[]> {
    const rows = await this.repository().find({ order: { name: 'ASC', id: 'ASC' } });
    return rows.map((row) => shown(row, now));
  }

  /** Those that give signs of life. */
  async live(now: Date): Promise<ExecutorShown[]> {
    const since = new Date(now.getTime() - EXECUTOR_DEAD_MS);
    return (await this.repository().findBy({ seen_at: MoreThan(since) })).map((row) => shown(row, now));
  }

  private repository() {
    return this.dataSource.getRepository<ExecutorRow>('executor');
  }
}

/** The actions that these executors offer, by name. */
export function offeredModes(executors: readonly ExecutorShown[]): ReadonlyMap<string, OfferedAction['mode']> {
  return new Map(executors.flatMap(({ offers }) => offers.actions.map(({ name, mode }) => [name, mode])));
}

function shown(row: ExecutorRow, now: Date): ExecutorShown {
  return {
    ...row,
    groups: JSON.parse(row.groups) as string[],
    offers: JSON.parse(row.offers) as Offers,
    isLive: now.getTime() - row.seen_at.getTime() < EXECUTOR_DEAD_MS,
  };
}
