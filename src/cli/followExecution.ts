import { TransientFault } from '../base/errors.ts';
import type { Connection } from './Connection.ts';
import type { Patience } from './Patience.ts';
import { STREAM, type StreamItem } from './StreamItem.ts';

/**
 * Everything that happens to an execution. A stream that breaks off is taken up after the last cursor, so nothing is missed
 * and nothing is told twice. Never ends by itself, because an execution that has ended may be taken up again.
 */
export async function* followExecution(
  connection: Pick<Connection, 'subscribe'>,
  id: string,
  patience: Patience,
): AsyncGenerator<StreamItem, never, undefined> {
  let after: string | null = null;
  for (;;) {
    let isReset = false;
    try {
      for await (const item of itemsAfter(connection, id, after)) {
        patience.restore();
        isReset = item.__typename === 'StreamReset';
        after = cursorAfter(item);
        yield item;
      }
      if (!isReset) throw new TransientFault('The service ended the stream.');
    } catch (error) {
      await patience.after(error);
    }
  }
}

async function* itemsAfter(connection: Pick<Connection, 'subscribe'>, id: string, after: string | null) {
  for await (const { executionStream } of connection.subscribe<{ executionStream: StreamItem }>(STREAM, {
    id,
    after,
  })) {
    yield executionStream;
  }
}

/** What came after an expired cursor is not kept any more: only a new snapshot tells where things stand. */
function cursorAfter(item: StreamItem): string | null {
  return item.__typename === 'StreamReset' && item.reason === 'CURSOR_EXPIRED' ? null : item.cursor;
}
