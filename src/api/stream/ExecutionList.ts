import { InputError } from '../../base/errors.ts';
import type { ExecutionSubjects } from '../../changes/ExecutionSubjects.ts';
import { type Condition, columnsOf } from '../../persistence/reads/Condition.ts';
import { SUBJECT_COLUMNS } from '../../persistence/reads/ExecutionSubjectReads.ts';
import { type Columns, holds } from '../../persistence/reads/holds.ts';
import type { ChangeRow } from '../../persistence/rows.ts';
import { type ExecutionFilter, executionCondition } from '../execution/ExecutionFilter.ts';
import { ListChange } from './listItems.ts';

/** What can be said of an execution at every entry of the change log: its state then, and what never changes. */
const KNOWN: ReadonlySet<string> = new Set([...SUBJECT_COLUMNS, 'state']);

/**
 * A list of executions, of which every entry of the change log says what it means to it. That follows from the entry alone, and so
 * is the same on each process and each time it is told.
 */
export class ExecutionList {
  private constructor(readonly condition: Condition) {}

  /** Throws `InputError` for a filter that looks at what changes without a change of state. */
  static of(filter: ExecutionFilter | null | undefined): ExecutionList {
    const condition = executionCondition(filter);
    const unknown = [...columnsOf(condition)].filter((column) => !KNOWN.has(column)).map(nameOf);
    if (unknown.length > 0) {
      throw new InputError(
        `A live list is filtered by the state and by what never changes of an execution, not by ${unknown.join(', ')}.`,
        { unexpected: unknown },
      );
    }
    return new ExecutionList(condition);
  }

  /** What an entry of the log means to the list; `undefined` where it is nothing. */
  async changeOf(change: ChangeRow, subjects: ExecutionSubjects): Promise<ListChange | undefined> {
    const subject = await this.subjectOf(change, subjects);
    if (!subject) return undefined;
    const isNew = change.from_state === null || (change.from_state === 'IDLE' && !waited(subject));
    const wasIn = !isNew && holds(this.condition, { ...subject, state: change.from_state });
    const isIn = holds(this.condition, { ...subject, state: change.to_state });
    if (!wasIn) return isIn ? ListChange.ENTERED : undefined;
    return isIn ? ListChange.UPDATED : ListChange.LEFT;
  }

  /** The state says enough for most lists. */
  private async subjectOf({ entity_id, from_state }: ChangeRow, subjects: ExecutionSubjects): Promise<Columns | null> {
    const isByState = [...columnsOf(this.condition)].every((column) => column === 'state');
    return isByState && from_state !== 'IDLE' ? {} : ((await subjects.of(entity_id)) as Columns | null);
  }
}

/** Whether it was stored before it began. Others are stored with their first turn taken: what leaves IDLE has just come to be. */
function waited({ starts_at, created_at }: Columns): boolean {
  return starts_at !== null && starts_at !== undefined && Number(starts_at) > Number(created_at);
}

/** A column as filters name it. */
const nameOf = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
