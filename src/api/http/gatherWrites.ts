import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** What may wait to be sent before whoever sends more has to wait as well. */
const UNSENT_BYTES = 64 * 1024;

/**
 * Lets the messages of a WebSocket that are sent at the same time travel together. Writing to a connection is most of what a
 * message of a stream costs, and changes come by the hundred: those of a turn, or what a client has missed.
 */
export function gatherWrites(webSocket: WebSocket, connection: Duplex): void {
  const send = webSocket.send.bind(webSocket) as (data: unknown, onSent?: () => void) => void;
  let isGathering = false;
  const gather = () => {
    if (isGathering) return;
    isGathering = true;
    connection.cork();
    // After all that follows at once from what made this message.
    process.nextTick(() => {
      isGathering = false;
      connection.uncork();
    });
  };
  webSocket.send = ((data: unknown, onSent?: () => void) => {
    gather();
    if (webSocket.bufferedAmount >= UNSENT_BYTES) return send(data, onSent);
    send(data);
    onSent?.();
  }) as typeof webSocket.send;
}
