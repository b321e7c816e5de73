import { describe, expect, it } from 'vitest';
import { Fault, TransientFault } from '../../src/base/errors.ts';
import { followExecution } from '../../src/cli/followExecution.ts';
import { Patience } from '../../src/cli/Patience.ts';
import type { StreamItem } from '../../src/cli/StreamItem.ts';
import { snapshot } from './items.ts';

const heartbeat = (cursor: string): StreamItem => ({ __typename: 'Heartbeat', cursor });
const reset = (reason: 'LAGGED' | 'CURSOR_EXPIRED'): StreamItem => ({ __typename: 'StreamReset', cursor: '9', reason });

/** A service whose streams are these, one after the other; each breaks off, or ends with what was given instead. */
function service(...streams: (readonly (StreamItem | Error)[])[]) {
  const asked: unknown[] = [];
  return {
    asked,
    async *subscribe<Data>(_query: string, { after }: Record<string, unknown>): AsyncGenerator<Data, void, undefined> {
      asked.push(after);
      for (const item of streams.shift() ?? []) {
        if (item instanceof Error) throw item;
        yield { executionStream: item } as Data;
      }
    },
  };
}

function follow(connection: ReturnType<typeof service>) {
  const pauses: number[] = [];
  let notices = 0;
  const patience = new Patience({ pause: async (ms) => void pauses.push(ms), onFailure: () => notices++ });
  const stream = followExecution(connection, 'root', patience);
  const take = async (count: number) => {
    for (let index = 0; index < count; index++) await stream.next();
  };
  return { take, pauses, notices: () => notices };
}

const lost = new TransientFault('lost');

describe('following an execution', () => {
  it('goes on after the last cursor when the stream breaks off', async () => {
    const connection = service([snapshot('1', []), heartbeat('2'), lost], [heartbeat('3'), lost], [heartbeat('4')]);
    await follow(connection).take(4);
    expect(connection.asked).toEqual([null, '2', '3']);
  });

  it('goes on when the service ends the stream in order', async () => {
    const connection = service([heartbeat('1')], [heartbeat('2')]);
    await follow(connection).take(2);
    expect(connection.asked).toEqual([null, '1']);
  });

  it('waits longer after each failure in a row, and says so once', async () => {
    const { take, pauses, notices } = follow(service([heartbeat('1'), lost], [lost], [lost], [heartbeat('2')]));
    await take(2);
    expect(pauses).toEqual([100, 200, 400]);
    expect(notices()).toBe(1);
  });

  it('begins anew with its patience once something came', async () => {
    const { take, pauses } = follow(service([lost], [heartbeat('1'), lost], [heartbeat('2')]));
    await take(2);
    expect(pauses).toEqual([100, 100]);
  });

  it('gives up in the end', async () => {
    const { take, pauses } = follow(service());
    await expect(take(1)).rejects.toThrow(TransientFault);
    expect(pauses).toHaveLength(8);
  });

  it('gives up at once where it would fail again', async () => {
    const { take, pauses } = follow(service([new Fault('no such execution')]));
    await expect(take(1)).rejects.toThrow('no such execution');
    expect(pauses).toEqual([]);
  });

  it('goes on at once after having been too slow', async () => {
    const connection = service([reset('LAGGED')], [heartbeat('10')]);
    const { take, pauses } = follow(connection);
    await take(2);
    expect(connection.asked).toEqual([null, '9']);
    expect(pauses).toEqual([]);
  });

  it('takes a new snapshot where the cursor has expired', async () => {
    const connection = service([heartbeat('1'), lost], [reset('CURSOR_EXPIRED')], [snapshot('20', [])]);
    await follow(connection).take(3);
    expect(connection.asked).toEqual([null, '1', null]);
  });
});
