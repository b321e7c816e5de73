import DataLoader from 'dataloader';
import type { Id } from '../base/ids.ts';
import type { ExecutionSubject, ExecutionSubjectReads } from '../persistence/reads/ExecutionSubjectReads.ts';

/** Executions that are remembered. Each takes some hundred bytes. */
const MEMORY = 10_000;

/**
 * What never changes of executions, for those who are told of all of them and want some: read once for the process, however many
 * ask.
 */
export class ExecutionSubjects {
  private readonly known = new Map<Id, ExecutionSubject | null>();
  private readonly loader: DataLoader<Id, ExecutionSubject | null>;

  constructor(reads: ExecutionSubjectReads) {
    this.loader = new DataLoader((ids) => reads.byIds(ids), { cache: false });
  }

  /** Null where there is none of this id any more. */
  async of(id: Id): Promise<ExecutionSubject | null> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const read = await this.loader.load(id);
    this.remember(id, read);
    return read;
  }

  /** Reads those of a batch in one statement. */
  async load(ids: Iterable<Id>): Promise<void> {
    await Promise.all(Array.from(new Set(ids), (id) => this.of(id)));
  }

  private remember(id: Id, subject: ExecutionSubject | null): void {
    this.known.set(id, subject);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MEMORY) return;
      this.known.delete(oldest);
    }
  }
}
