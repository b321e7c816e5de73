import { Bug } from './errors.ts';

/**
 * The places where a test may have this process die, as `kill -9` would: before and after everything that is committed on
 * the way of an execution. `committing` is after COMMIT was sent and before it was answered.
 */
const CRASH_POINTS = [
  'start.beforeCommit',
  'start.committing',
  'start.afterCommit',
  'action.fetched',
  'action.ran',
  'turn.beforeCommit',
  'turn.committing',
  'turn.afterCommit',
  'outbox.beforeSend',
  'outbox.afterSend',
  'outbox.afterRemove',
  'outbox.beforeSettle',
  'outbox.afterSettle',
  'bell.fetched',
  'trigger.fetched',
  'lost.fetched',
  'lost.repeated',
  'lost.settled',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** `name`, or `name:n` for the n-th time that the process comes by. */
const VARIABLE = 'TRAMONTANE_CRASH_AT';

/** Ends the process here, where the environment asks for it. Costs a call of nothing where it does not. */
export const crashPoint: (point: CrashPoint) => void = armed(process.env[VARIABLE]);

function armed(wish: string | undefined): (point: CrashPoint) => void {
  if (!wish) return () => {};
  const [name, times = '1'] = wish.split(':');
  if (!CRASH_POINTS.some((point) => point === name)) {
    throw new Bug(`${VARIABLE}: there is no '${name}'. There are ${CRASH_POINTS.join(', ')}.`);
  }
  let left = Number(times);
  return (point) => {
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
