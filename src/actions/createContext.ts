import { parseJson, stringifyJson } from '../base/json.ts';
import type { Action } from './Action.ts';
import { createFetch } from './createFetch.ts';
import type { EgressPolicy } from './egress.ts';
import { type ActionContext, ActionFailure, type ActionIds, type ActionLog, type LogLevel } from './sdk.ts';

/** One run of an action, as whoever runs it sees it. */
export interface RunRequest {
  readonly ids: ActionIds;
  /** Aborted on cancel, timeout (with a reason named `TimeoutError`) and shutdown. */
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly idempotencyKey: string;
  readonly deadline?: Date;
  readonly egress: EgressPolicy;
  /** Values of the secrets the action declares; others are not handed out, even when they are here. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly isSimulation?: boolean;
  onLog?(line: LogLine): void;
  onProgress?(progress: Progress): void;
}

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly message: string | undefined;
}

/** What `run` gets as its second argument. */
export function createContext(action: Action, request: RunRequest): ActionContext {
  const { ids, signal, attempt, idempotencyKey, deadline } = request;
  return {
    ids,
    signal,
    attempt,
    idempotencyKey,
    ...(deadline ? { deadline } : {}),
    log: createLog(request),
    progress: (fraction, message) => request.onProgress?.({ fraction: clamp(fraction), message }),
    secrets: { get: (name) => secretOf(action, request, name) },
    fetch: createFetch(request.egress, signal),
    json: { parse: parseJson, stringify: stringifyJson },
    callback: { actionExecutionId: ids.actionExecutionId },
    fail: (failure) => {
      throw new ActionFailure(failure);
    },
    isSimulation: request.isSimulation ?? false,
  };
}

function createLog(request: RunRequest): ActionLog {
  const at =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      request.onLog?.({ level, message: String(message), fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function secretOf(action: Action, request: RunRequest, name: string): string {
  if (!action.secrets.includes(name)) {
    throw new ActionFailure({
      code: 'SECRET_NOT_DECLARED',
      message: `${action.name} does not declare the secret ${name}`,
    });
  }
  const value = request.secrets?.[name];
  if (value === undefined) {
    throw new ActionFailure({ code: 'SECRET_NOT_SET', message: `the secret ${name} is not set`, retry: false });
  }
  return value;
}

function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0));
}
