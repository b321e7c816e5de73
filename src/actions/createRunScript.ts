import { parseJson, stringifyJson } from '../base/json.ts';
import type { ScriptOrder } from './sandbox/messages.ts';
import { type ScriptEnd, type ScriptListener, ScriptWorkers } from './sandbox/ScriptWorkers.ts';
import { type ActionContext, ActionFailure, type ActionLog } from './sdk.ts';
import { toValue } from './toValue.ts';

const TIMEOUT_SECONDS = 10;
const MEMORY_MEGABYTES = 64;
const MEBIBYTE = 1024 * 1024;

/** Runs a script somewhere. Rejects with the signal's reason, and for nothing else. */
export type ScriptRunner = (order: ScriptOrder, listener: ScriptListener) => Promise<ScriptEnd>;

/** Of this process, whose processors they share. */
const workers = new ScriptWorkers();

/** Runs a script in a thread of this process. */
export const runScriptHere: ScriptRunner = (order, listener) => workers.run(order, listener);

/** `ctx.runScript` of one run. */
export function createRunScript(
  signal: AbortSignal,
  log: ActionLog,
  runScript: ScriptRunner = runScriptHere,
): ActionContext['runScript'] {
  return async (body, { globals = {}, timeoutSeconds = TIMEOUT_SECONDS, memoryMegabytes = MEMORY_MEGABYTES } = {}) => {
    const texts = Object.entries(globals).map(([name, value]) => [name, stringifyJson(toValue(value))] as const);
    const order = {
      body,
      globals: Object.fromEntries(texts),
      timeoutMs: timeoutSeconds * 1000,
      memoryBytes: memoryMegabytes * MEBIBYTE,
    };
    const end = await runScript(order, { signal, onLog: (level, text) => log[level](text) });
    switch (end.kind) {
      case 'RETURNED':
        return parseJson(end.json);
      case 'TIMEOUT':
        throw failure('SCRIPT_TIMEOUT', `the script ran longer than ${timeoutSeconds} seconds`);
      case 'MEMORY':
        throw failure('SCRIPT_MEMORY', `the script needs more than ${memoryMegabytes} MiB`);
      case 'THREW':
      case 'BROKEN':
        throw failure('SCRIPT_ERROR', end.message);
    }
  };
}

function failure(code: string, message: string): ActionFailure {
  return new ActionFailure({ code, message, retry: false });
}
