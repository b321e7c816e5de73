/**
 * Why an action under way is to stop. `CANCELLED`: somebody wants it to. `OVER`: what it works for has ended without it.
 * `LOST`: it counts as lost, and another executor may have it; nothing is reported. `SHUTDOWN`: this executor ends.
 */
export type StopKind = 'CANCELLED' | 'OVER' | 'LOST' | 'SHUTDOWN';

/** The reason with which the signal of an action fires that is to stop before its time. */
export class ActionStopped extends Error {
  override readonly name = 'ActionStopped';

  constructor(
    readonly kind: StopKind,
    message: string,
  ) {
    super(message);
  }
}

/** How a fired signal says it was not for a time limit; `undefined` where it has not fired, or was. */
export function stopOf(signal: AbortSignal): ActionStopped | undefined {
  return signal.reason instanceof ActionStopped ? signal.reason : undefined;
}
