import { systemClock } from '../../base/clock.ts';
import type { FeedItem } from '../../changes/Subscription.ts';
import type { LogPart } from '../../persistence/ChangeLog.ts';
import { allOf, type Condition, equals } from '../../persistence/reads/Condition.ts';
import { MAX_PAGE_SIZE, pageRequest } from '../../persistence/reads/PageRequest.ts';
import { openSnapshot, type Snapshot } from '../../persistence/reads/Snapshots.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import { whereHolds } from '../../persistence/reads/whereHolds.ts';
import type { ChangeRow, ExecutionRow } from '../../persistence/rows.ts';
import type { ApiContext, ApiParts } from '../ApiParts.ts';
import { Execution } from '../execution/Execution.ts';
import type { ExecutionFilter } from '../execution/ExecutionFilter.ts';
import { ExecutionList } from './ExecutionList.ts';
import { Heartbeat, StreamReset, StreamResetReason } from './items.ts';
import { type ListPlace, listCursorText, parseListCursor } from './ListCursor.ts';
import { leavable } from './leavable.ts';
import { ExecutionListChange, ExecutionsSnapshot, type ExecutionsStreamItem, ListChange } from './listItems.ts';

type Items = AsyncGenerator<ExecutionsStreamItem, void, undefined>;

/**
 * The stream of a filtered list: after a cursor, or from a snapshot on. Throws `InputError` for a filter that cannot be followed
 * or a cursor that is none of this list, before it begins.
 */
export async function executionsStream(
  { parts }: ApiContext,
  filter: ExecutionFilter | null | undefined,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<ExecutionsStreamItem>> {
  const list = ExecutionList.of(filter);
  const place = after == null ? undefined : parseListCursor(after, list.condition);
  const stream = new ListStream(parts, list);
  return leavable((signal) => (place ? stream.follow(place, signal) : stream.fromSnapshot(signal)));
}

/** What each change does to the length of the list. */
const GROWTH: Readonly<Record<ListChange, number>> = { ENTERED: 1, UPDATED: 0, LEFT: -1 };

class ListStream {
  private readonly part: LogPart;

  constructor(
    private readonly parts: ApiParts,
    private readonly list: ExecutionList,
  ) {
    this.part = { kind: 'executions', projectId: parts.projectId };
  }

  async *fromSnapshot(signal: AbortSignal): Items {
    const snapshot = await this.openSnapshot();
    let place: ListPlace;
    try {
      const { reads } = snapshot;
      const { rows } = await reads.executions.page(pageRequest({ first: MAX_PAGE_SIZE }), this.narrow);
      place = await this.placeOf(snapshot);
      const executions = rows.map((row) => new Execution(row, reads));
      // Whoever consumes this reads what it wants of the executions before it asks for the next item.
      yield new ExecutionsSnapshot(this.cursorOf(place), executions, place.totalCount);
    } finally {
      await snapshot.close();
    }
    yield* this.follow(place, signal);
  }

  async *follow(start: ListPlace, signal: AbortSignal): Items {
    const { feed, heartbeatMs } = this.parts;
    let place = start;
    let toldAt = systemClock.now().getTime();
    for await (const item of feed.follow(this.part, place.cursor, signal)) {
      const told = await this.itemOf(item, place);
      place = {
        cursor: item.cursor,
        totalCount: told instanceof ExecutionListChange ? told.totalCount : place.totalCount,
      };
      // Where all that happens is none of this list, its clients are still to learn how far they are.
      const isSilent = systemClock.now().getTime() - toldAt >= heartbeatMs;
      if (!told && !isSilent) continue;
      yield told ?? new Heartbeat(this.cursorOf(place));
      toldAt = systemClock.now().getTime();
    }
  }

  private async itemOf(item: FeedItem, before: ListPlace): Promise<ExecutionsStreamItem | undefined> {
    switch (item.kind) {
      case 'change':
        return this.changeOf(item.change, { ...before, cursor: item.cursor });
      case 'heartbeat':
        return new Heartbeat(this.cursorOf({ ...before, cursor: item.cursor }));
      case 'lagged':
        return new StreamReset(this.cursorOf(before), StreamResetReason.LAGGED);
      case 'expired':
        return new StreamReset(this.cursorOf(await this.placeNow()), StreamResetReason.CURSOR_EXPIRED);
    }
  }

  private async changeOf(
    change: ChangeRow,
    { cursor, totalCount }: ListPlace,
  ): Promise<ExecutionListChange | undefined> {
    const meaning = await this.list.changeOf(change, this.parts.subjects);
    if (!meaning) return undefined;
    const reads = this.parts.newsReads.of(change);
    const row = await reads.executions.byId(change.entity_id);
    if (!row) return undefined;
    const place = { cursor, totalCount: totalCount + GROWTH[meaning] };
    return new ExecutionListChange({
      cursor: this.cursorOf(place),
      at: change.at,
      change: meaning,
      execution: new Execution(row, reads),
      totalCount: place.totalCount,
    });
  }

  private openSnapshot(): Promise<Snapshot> {
    const { database, changeLog } = this.parts;
    return openSnapshot(database.dataSource, database.dialect, changeLog, this.part);
  }

  private async placeNow(): Promise<ListPlace> {
    const snapshot = await this.openSnapshot();
    try {
      return await this.placeOf(snapshot);
    } finally {
      await snapshot.close();
    }
  }

  private async placeOf({ cursor, reads }: Snapshot): Promise<ListPlace> {
    return { cursor, totalCount: await reads.executions.count(this.narrow) };
  }

  private readonly narrow: Narrow<ExecutionRow> = (query) => {
    const own: Condition = equals('project_id', this.parts.projectId);
    whereHolds(query, allOf(own, this.list.condition));
  };

  private cursorOf(place: ListPlace): string {
    return listCursorText(place, this.list.condition);
  }
}
