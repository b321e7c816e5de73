import type { LogLevel } from '../sdk.ts';

/** A script to run, as a worker gets it. */
export interface ScriptOrder {
  /** The body of a function. */
  readonly body: string;
  /** JSON texts by name. */
  readonly globals: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}

/** What a worker says while a script runs, and last how it ended. `BROKEN`: the worker can no longer be trusted. */
export type ScriptReply =
  | { readonly kind: 'LOG'; readonly level: LogLevel; readonly text: string }
  /** `json`: the text of what the script returned. */
  | { readonly kind: 'RETURNED'; readonly json: string }
  | { readonly kind: 'THREW'; readonly message: string }
  | { readonly kind: 'TIMEOUT' }
  | { readonly kind: 'MEMORY' }
  | { readonly kind: 'BROKEN'; readonly message: string };
