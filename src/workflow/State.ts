import { IllegalStateError } from '../base/errors.ts';

/** Where an execution, a task execution or an action execution stands. */
export type State =
  | 'IDLE'
  | 'WAITING'
  | 'RUNNING'
  | 'DELAYED'
  | 'PAUSED'
  | 'SUCCESS'
  | 'ERROR'
  | 'CANCELLED'
  | 'SKIPPED';

/** What may follow what. As Mistral's; a move that is not here is refused, whoever asks for it. */
export const MOVES: Readonly<Record<State, readonly State[]>> = {
  IDLE: ['RUNNING', 'ERROR', 'CANCELLED'],
  WAITING: ['RUNNING', 'ERROR', 'CANCELLED'],
  RUNNING: ['PAUSED', 'DELAYED', 'WAITING', 'SUCCESS', 'ERROR', 'CANCELLED'],
  DELAYED: ['RUNNING', 'SUCCESS', 'ERROR', 'CANCELLED'],
  PAUSED: ['RUNNING', 'SUCCESS', 'ERROR', 'CANCELLED'],
  SUCCESS: [],
  CANCELLED: ['RUNNING'],
  ERROR: ['RUNNING', 'SKIPPED'],
  SKIPPED: [],
};

const FINAL: ReadonlySet<State> = new Set<State>(['SUCCESS', 'ERROR', 'CANCELLED', 'SKIPPED']);

/** Whether nothing more happens by itself. */
export function isFinal(state: State): boolean {
  return FINAL.has(state);
}

/** Throws `IllegalStateError` unless `to` may follow `from`. */
export function assertMove(kind: string, id: string, from: State, to: State): void {
  const allowed = MOVES[from];
  if (!allowed.includes(to)) throw new IllegalStateError(kind, id, from, to, allowed);
}
