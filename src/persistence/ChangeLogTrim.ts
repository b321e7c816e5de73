import type { DataSource } from 'typeorm';
import { HORIZON } from './ChangeLog.ts';
import { transact } from './transact.ts';

/** Entries that are looked at, and at most taken away, in one transaction. */
const BATCH = 2_000;

interface Entry {
  readonly position: string;
  readonly at: Date;
}

/**
 * Takes old entries away, the oldest first, and remembers up to where: readers who come from before that are told that they have
 * missed something. The last entry of the log always stays, because the next position is found by it on MySQL.
 */
export class ChangeLogTrim {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes away what happened before a time; answers with how many entries that were. Many processes may do it at once. */
  async before(time: Date): Promise<number> {
    let removed = 0;
    for (;;) {
      const batch = await this.oldest();
      const floor = floorOf(batch, time);
      if (floor === undefined) return removed;
      removed += await this.removeUpTo(floor);
      if (batch.length < BATCH) return removed;
    }
  }

  private oldest(): Promise<Entry[]> {
    // Nothing goes that readers cannot have seen.
    const isReadable = this.dataSource.options.type === 'postgres' ? `position < ${HORIZON}` : 'position IS NOT NULL';
    return this.dataSource.query(
      `SELECT position, at FROM change_log WHERE ${isReadable} ORDER BY position, id LIMIT ${BATCH}`,
    );
  }

  private removeUpTo(floor: string): Promise<number> {
    return transact(this.dataSource, async (transaction) => {
      await transaction
        .createQueryBuilder()
        .update('change_log_floor')
        .set({ position: floor })
        .where('position < :floor', { floor })
        .execute();
      const { affected } = await transaction
        .createQueryBuilder()
        .delete()
        .from('change_log')
        .where('position <= :floor', { floor })
        .execute();
      return affected ?? 0;
    });
  }
}

/** The last position before which all is old. What shares a position stays together: it was one transaction. */
function floorOf(batch: readonly Entry[], time: Date): string | undefined {
  const firstKept = batch.find(({ at }) => at >= time) ?? batch.at(-1);
  return batch.filter(({ position }) => BigInt(position) < BigInt(firstKept?.position ?? 0)).at(-1)?.position;
}
