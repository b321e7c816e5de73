import { parseJson, stringifyJson } from '../base/json.ts';
import type { Redactor } from '../base/redact.ts';
import type { Action } from './Action.ts';
import { boundedLog } from './boundedLog.ts';
import { createConnect } from './createConnect.ts';
import { createFetch } from './createFetch.ts';
import { createRunScript, type ScriptRunner } from './createRunScript.ts';
import type { EgressPolicy } from './egress.ts';
import type { LogLine } from './LogLine.ts';
import {
  type ActionContext,
  ActionFailure,
  type ActionIds,
  type ActionLog,
  type Callback,
  type LogLevel,
} from './sdk.ts';
import { traceParentOf } from './traceParent.ts';

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
  /** How an asynchronous action is completed by who has the address; absent where nobody listens. */
  readonly callback?: { readonly url: string; readonly token: string };
  readonly isSimulation?: boolean;
  /** Where scripts run, if not in a thread of this process. */
  readonly runScript?: ScriptRunner;
  onLog?(line: LogLine): void;
  onProgress?(progress: Progress): void;
}

export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly message: string | undefined;
}

/** What `run` gets as its second argument. What it says to people passes through `redactor`. */
export function createContext(action: Action, request: RunRequest, redactor: Redactor): ActionContext {
  const { ids, signal, attempt, idempotencyKey, deadline } = request;
  const log = createLog(request, redactor);
  const limits = { policy: request.egress, network: action.network, signal };
  return {
    ids,
    signal,
    attempt,
    idempotencyKey,
    ...(deadline ? { deadline } : {}),
    log,
    progress: (fraction, message) => {
      request.onProgress?.({ fraction: clamp(fraction), message: message && redactor.text(String(message)) });
    },
    secrets: { get: (name) => secretOf(action, request, name) },
    fetch: createFetch({ ...limits, traceParent: traceParentOf(ids) }),
    connect: createConnect(limits),
    json: { parse: parseJson, stringify: stringifyJson },
    callback: new CallbackOfRun(ids.actionExecutionId, request.callback),
    runScript: createRunScript(signal, log, request.runScript),
    fail: (failure) => {
      throw new ActionFailure(failure);
    },
    isSimulation: request.isSimulation ?? false,
  };
}

function createLog(request: RunRequest, redactor: Redactor): ActionLog {
  const write = boundedLog((line) => request.onLog?.(line));
  const at =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      write({ level, message: redactor.text(String(message)), fields: redactor.fields(fields) });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Fails when the address is asked for, not before: most asynchronous actions need the id alone. */
class CallbackOfRun implements Callback {
  constructor(
    readonly actionExecutionId: string,
    private readonly address: RunRequest['callback'],
  ) {}

  get url(): string {
    return this.given.url;
  }

  get token(): string {
    return this.given.token;
  }

  private get given() {
    if (this.address) return this.address;
    const message = 'nobody listens here for the result of this action (see TRAMONTANE_PUBLIC_URL)';
    throw new ActionFailure({ code: 'NO_CALLBACK', message, retry: false });
  }
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
