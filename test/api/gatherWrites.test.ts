import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { gatherWrites } from '../../src/api/http/gatherWrites.ts';

/** A connection that remembers its packets, and takes the next one when it is told to. */
function connect() {
  const packets: string[][] = [];
  let take: () => void = () => {};
  const connection = new Duplex({
    read: () => {},
    write: (chunk, _encoding, done) => {
      packets.push([String(chunk)]);
      take = done;
    },
    writev: (chunks, done) => {
      packets.push(chunks.map(({ chunk }) => String(chunk)));
      take = done;
    },
  });
  const webSocket = {
    get bufferedAmount() {
      return connection.writableLength;
    },
    send: (data: string, onSent?: () => void) => void connection.write(data, () => onSent?.()),
  } as unknown as WebSocket;
  gatherWrites(webSocket, connection);
  return { webSocket, packets, take: () => take() };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('the messages of a WebSocket', () => {
  it('travel together where they are sent at the same time', async () => {
    const { webSocket, packets } = connect();
    for (const data of ['a', 'b', 'c']) await new Promise<void>((sent) => webSocket.send(data, () => sent()));
    await soon();
    expect(packets).toEqual([['a', 'b', 'c']]);
  });

  it('make their sender wait where the other side is slow', async () => {
    const { webSocket, take } = connect();
    let sent = 0;
    for (let count = 0; count < 3; count++) webSocket.send('x'.repeat(64 * 1024), () => sent++);
    await soon();
    expect(sent).toBe(1);
    take();
    await soon();
    expect(sent).toBe(3);
  });
});
