import type { Database } from '../../persistence/openDatabase.ts';
import { type Reads, readsOf } from '../../persistence/reads/Reads.ts';
import type { ChangeRow } from '../../persistence/rows.ts';

/** Changes whose reads are kept: each may hold what clients have asked for, so not many. */
const MEMORY = 64;

/** Reads for those who are told of the same change: however many watch, what they ask for is read once. */
export class NewsReads {
  private readonly recent = new Map<ChangeRow, Reads>();

  constructor(private readonly database: Database) {}

  of(change: ChangeRow): Reads {
    const known = this.recent.get(change);
    if (known) return known;
    const reads = readsOf(this.database.dataSource);
    this.recent.set(change, reads);
    const [oldest] = this.recent.keys();
    if (oldest && this.recent.size > MEMORY) this.recent.delete(oldest);
    return reads;
  }
}
