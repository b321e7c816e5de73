/**
 * What a plugin is written with: `import { definePlugin, defineAction, z } from 'tramontane/plugin'`.
 *
 * This file imports nothing of the server, so that a plugin depends on one file only, and it is erasable TypeScript, because
 * Node itself may load it. More than one copy of it can be loaded at once (sources and build), so nothing here is recognised
 * by `instanceof`, only by marks that all copies share.
 */
import { z } from 'zod';

export { z };

const PLUGIN = Symbol.for('tramontane.plugin');
const ACTION = Symbol.for('tramontane.action');
const FAILURE = Symbol.for('tramontane.failure');

/** One action, as its author describes it. */
export interface ActionDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  /** What workflows call it, `acme.create_ticket`: stable, and unique among all plugins. */
  readonly name: string;
  /** One or two sentences; the first says what it does. */
  readonly description: string;
  /**
   * A zod object: one member for each input, described with `.describe(…)`. It checks the input, fills in defaults and
   * becomes the JSON Schema that editors and the API show.
   *
   * Members are plain JavaScript when they reach `run`, except those declared `z.unknown()` or `z.any()`: these are handed
   * through untouched, so that `2.0` stays `2.0` and keys keep their order. Look into such a value with `ctx.json` only.
   */
  readonly input: Input;
  /** Checks what `run` returns. The result is kept as it was returned: defaults and transforms are not applied. */
  readonly output?: Output;
  /** Shown in the documentation; the tests of a good plugin run them. */
  readonly examples: readonly ActionExample<Input>[];
  /** `async`: the action goes on after `run` has returned, and is completed from outside by its action execution id. */
  readonly mode?: 'sync' | 'async';
  /** Ends at once and touches nothing outside: any executor may run it, whatever a task names as `target`. */
  readonly instant?: boolean;
  /** Running it twice does no harm, so it is run again when its executor has died. */
  readonly idempotent?: boolean;
  /** What holds where the task says nothing. */
  readonly defaults?: {
    readonly timeoutSeconds?: number;
    readonly retry?: { readonly count: number; readonly delaySeconds: number };
  };
  /** How many of it may run at once in one executor, where that is fewer than others: further ones wait. */
  readonly slots?: number;
  /** Names of the secrets that `ctx.secrets.get` may be asked for. Their values are configured for the plugin by its name. */
  readonly secrets?: readonly string[];
  /**
   * Hosts that `ctx.fetch` may reach, `api.acme.test`, or `*.acme.test` for all below it; `[]` is none. Where it is absent, all.
   * It only narrows: what the egress policy denies stays denied.
   */
  readonly network?: readonly string[];
  /**
   * What a process of the action's own may use, 512 unless given; where actions of a plugin differ, the most of them. Of no
   * effect for actions that run within the service.
   */
  readonly memoryMegabytes?: number;
  /** Does the work. Written as a method, so that actions of any input can stand in one list. */
  run(input: z.output<Input>, ctx: ActionContext): z.input<Output> | Promise<z.input<Output>>;
}

export interface ActionExample<Input extends z.ZodObject = z.ZodObject> {
  readonly title?: string;
  readonly input: z.input<Input>;
}

/** A set of actions, as its author describes it. */
export interface PluginDefinition {
  /** The same as the plugin's folder. */
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly actions: readonly ActionDefinition[];
  /**
   * What it does beside computing and using the network. In a process of its own it may do nothing of that which is not
   * declared here, and whoever runs the service sees what is.
   */
  readonly permissions?: {
    /** Files and folders it reads beside its own folder, by absolute paths; `*` is all, but for what the system shows of itself. */
    readonly read?: readonly string[];
    /** Files and folders it writes, by absolute paths; `*` as above. */
    readonly write?: readonly string[];
    /** Whether it runs programs, threads or native code, which puts an end to all other limits. */
    readonly run?: boolean;
  };
  /** Variables of the service's environment that it is given. Their names have to begin with its own: `FILES_ROOTS` for `files`. */
  readonly environment?: readonly string[];
}

/** What an action is given besides its input. */
export interface ActionContext {
  /** Fires on cancel, timeout and shutdown; hand it to everything that waits. `signal.reason` says why. */
  readonly signal: AbortSignal;
  /** Lines that people following the run see live, and that are kept with it. */
  readonly log: ActionLog;
  /** How far the work is, from 0 to 1. */
  progress(fraction: number, message?: string): void;
  /** The same over all attempts of one action execution: give it to services that take one. */
  readonly idempotencyKey: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** When the run will be given up. */
  readonly deadline?: Date;
  readonly secrets: {
    /** The value of a declared secret; fails the action where it is not declared or not set. */
    get(name: string): string;
  };
  /**
   * As the global `fetch`, and obeys the egress policy: use this one. Ends when `signal` fires. Sends the header `traceparent`,
   * with the execution as the trace and the action as its span.
   */
  readonly fetch: ActionFetch;
  /**
   * A TCP connection, for protocols other than HTTP: under the egress policy as `fetch`, to the address that was looked at. Who
   * asked for it ends it. It breaks one second after `signal` has fired: time to tell the other side.
   */
  readonly connect: (host: string, port: number) => Promise<import('node:net').Socket>;
  /** JSON without loss (`2.0`, long integers, order of keys), for values declared `z.unknown()`. */
  readonly json: {
    /** Throws `SyntaxError`. The value may be returned as a result, or as a part of one. */
    parse(text: string): unknown;
    stringify(value: unknown): string;
  };
  readonly ids: ActionIds;
  /** For `mode: 'async'`: what somebody outside needs to complete this action later. */
  readonly callback: Callback;
  /**
   * Runs JavaScript that nobody has looked at, in a sandbox: it sees its globals and `console`, and nothing else. Resolves with
   * what it returns. Fails with `SCRIPT_ERROR`, `SCRIPT_TIMEOUT` or `SCRIPT_MEMORY`.
   */
  readonly runScript: (body: string, options?: ScriptOptions) => Promise<unknown>;
  /** Ends the action in ERROR, by throwing. `throw ctx.fail(…)` lets the compiler see that nothing follows. */
  fail(failure: FailureOptions): never;
  /** A dry run: nothing outside may change. */
  readonly isSimulation: boolean;
}

/** Who asks. An action that is run alone has no execution, task or workflow. */
export interface ActionIds {
  readonly executionId: string | null;
  readonly taskId: string | null;
  readonly actionExecutionId: string;
  readonly workflowName: string | null;
}

/** How an asynchronous action is completed from outside. */
export interface Callback {
  readonly actionExecutionId: string;
  /**
   * Takes the result once, from whoever has the address: `POST` with the result as its body (`?state=ERROR` where it failed), or
   * `PUT` with `{ "state": …, "output": … }`. Fails the action where nobody could be reached there.
   */
  readonly url: string;
  /** The part of `url` that has to be kept secret. */
  readonly token: string;
}

export interface ScriptOptions {
  /** What the script finds under these names. Values are copied, and plain JavaScript there. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** 10, if not given. */
  readonly timeoutSeconds?: number;
  /** 64, if not given. */
  readonly memoryMegabytes?: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type ActionLog = Readonly<Record<LogLevel, (message: string, fields?: Record<string, unknown>) => void>>;

export type ActionFetch = (url: string | URL, options?: FetchOptions) => Promise<FetchResponse>;

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[] | Headers;
  readonly body?: string | Uint8Array | URLSearchParams | FormData | Blob | null;
  readonly redirect?: 'follow' | 'manual' | 'error';
  readonly signal?: AbortSignal;
  /** `false` accepts any certificate of the server. */
  readonly verifyTls?: boolean;
  readonly tls?: TlsOptions;
  /** Address of the HTTP proxy to go through, also on redirects: `http://proxy.test:3128`. */
  readonly proxy?: string | URL;
}

/** All of them PEM texts. */
export interface TlsOptions {
  /** Certificates that vouch for the server, instead of those known to everybody. */
  readonly authorities?: string;
  /** Of ours, for servers that want to know who asks. */
  readonly certificate?: string;
  readonly privateKey?: string;
}

/** A `Response` that remembers how the server spelled the names of its headers. */
export type FetchResponse = Response & { readonly rawHeaders: readonly (readonly [string, string])[] };

export interface FailureOptions {
  /** Stable and meant for programs: `NOT_FOUND`, `QUOTA_EXCEEDED`. */
  readonly code: string;
  /** Meant for people; never with a secret in it. */
  readonly message: string;
  /** Whether trying again makes sense, or after how long. */
  readonly retry?: boolean | { readonly afterSeconds: number };
  /** The result that the workflow sees; without it the result is a text with the message. */
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** What `ctx.fail` throws. */
export class ActionFailure extends Error {
  readonly [FAILURE] = true;
  readonly code: string;
  readonly retry: FailureOptions['retry'];
  readonly data: unknown;

  constructor(options: FailureOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ActionFailure';
    this.code = options.code;
    this.retry = options.retry;
    this.data = options.data;
  }
}

/** Describes an action. Throws where the description itself is wrong. */
export function defineAction<Input extends z.ZodObject, Output extends z.ZodType = z.ZodUnknown>(
  definition: Omit<ActionDefinition<Input, Output>, 'examples'> & {
    readonly examples: readonly ActionExample<NoInfer<Input>>[];
  },
): ActionDefinition<Input, Output> {
  requireName('action', definition.name, /^[A-Za-z_][\w-]*(\.[\w-]+)*$/);
  if (!isText(definition.description)) throw new TypeError(`action ${definition.name} has no description`);
  if (!(definition.input?._zod?.def?.type === 'object')) {
    throw new TypeError(`the input of action ${definition.name} must be a zod object: z.object({ … })`);
  }
  if (typeof definition.run !== 'function') throw new TypeError(`action ${definition.name} has no run(input, ctx)`);
  return Object.freeze(Object.assign(Object.create(null), definition, { [ACTION]: true }));
}

/** Describes a plugin: what its `index.ts` exports as default. */
export function definePlugin(definition: PluginDefinition): PluginDefinition {
  requireName('plugin', definition.name, /^[A-Za-z_][\w-]*$/);
  if (!isText(definition.version)) throw new TypeError(`plugin ${definition.name} has no version`);
  const stranger = definition.actions.findIndex((action) => !isAction(action));
  if (stranger >= 0)
    throw new TypeError(`actions[${stranger}] of plugin ${definition.name} is not made by defineAction`);
  return Object.freeze(Object.assign(Object.create(null), definition, { [PLUGIN]: true }));
}

export function isPlugin(value: unknown): value is PluginDefinition {
  return isMarked(value, PLUGIN);
}

export function isAction(value: unknown): value is ActionDefinition {
  return isMarked(value, ACTION);
}

export function isActionFailure(value: unknown): value is ActionFailure {
  return isMarked(value, FAILURE);
}

function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[mark] === true;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function requireName(kind: string, name: unknown, pattern: RegExp): void {
  if (typeof name === 'string' && pattern.test(name)) return;
  throw new TypeError(`${kind} name ${JSON.stringify(name)} is not allowed: letters, digits, _ and - only`);
}
