import { messageOf, UserError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { Gate } from '../access/Gate.ts';

/** How often it is looked whether a client that was let in still may be. */
const RECHECK_MS = 5_000;

/** Looks again and again whether a client still may be here, until what is answered is called. One that says nothing of itself may. */
export function watchCaller(
  gate: Gate,
  authorization: string | undefined,
  log: Logger,
  onForbidden: () => void,
): () => void {
  if (authorization === undefined) return () => {};
  const timer = setInterval(() => {
    gate.admit(authorization).catch((error: unknown) => {
      if (error instanceof UserError) onForbidden();
      else log.warn({ error: messageOf(error) }, 'whether a client may stay could not be found out');
    });
  }, RECHECK_MS);
  return () => clearInterval(timer);
}
