/**
 * The inside of a worker thread that runs scripts, one at a time. Node loads it as it is, from source or build, so it is
 * erasable TypeScript and imports no values of ours.
 *
 * Each script gets a QuickJS of its own, in a WebAssembly memory of its own: nothing of one script is there for the next, and
 * what a script could break out into is an interpreter without a single function of Node.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import release from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import type { LogLevel } from '../sdk.ts';
import type { ScriptOrder, ScriptReply } from './messages.ts';

const PAGE_BYTES = 65_536;
/** What the interpreter needs before a script has anything. */
const BASE_PAGES = 256;
/** Well within the thread's own stack (see `ScriptWorkers`), on which the interpreter's calls lie as well. */
const STACK_BYTES = 256 * 1024;
const LOG_LINES = 200;
const LOG_CHARACTERS = 2_000;

/** Answers with the functions that the script cannot replace any more once it runs. */
const PRELUDE = `(emit) => {
  const { stringify } = JSON;
  const shown = (value) => (typeof value === 'string' ? value : (stringify(value) ?? String(value)));
  const at = (level) => (...values) => emit(level, values.map(shown).join(' '));
  globalThis.console = { debug: at('debug'), log: at('info'), info: at('info'), warn: at('warn'), error: at('error') };
  return (value) => stringify(value) ?? 'null';
}`;

/** Its types are those of its CommonJS form, whose default is all that it exports. */
const quickJs = release as unknown as QuickJSSyncVariant;
const wasmModule = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')),
);

parentPort?.on('message', (order: ScriptOrder) => {
  runScript(order).then(reply, (error: unknown) => reply({ kind: 'BROKEN', message: String(error) }));
});

function reply(message: ScriptReply): void {
  parentPort?.postMessage(message);
}

async function runScript(order: ScriptOrder): Promise<ScriptReply> {
  const maximum = BASE_PAGES + Math.ceil(order.memoryBytes / PAGE_BYTES);
  const wasmMemory = new WebAssembly.Memory({ initial: BASE_PAGES, maximum });
  const interpreter = await newQuickJSWASMModuleFromVariant(newVariant(quickJs, { wasmMemory, wasmModule }));
  const runtime = interpreter.newRuntime();
  runtime.setMemoryLimit(order.memoryBytes);
  runtime.setMaxStackSize(STACK_BYTES);
  const context = runtime.newContext();
  return new ScriptRun(runtime, context, order).outcome();
}

/** One run. What it allocates inside the interpreter goes with the interpreter, so nothing is freed piece by piece. */
class ScriptRun {
  private readonly runtime: QuickJSRuntime;
  private readonly context: QuickJSContext;
  private readonly order: ScriptOrder;
  private readonly endMs: number;
  private isLate = false;
  private linesLeft = LOG_LINES;

  constructor(runtime: QuickJSRuntime, context: QuickJSContext, order: ScriptOrder) {
    this.runtime = runtime;
    this.context = context;
    this.order = order;
    this.endMs = performance.now() + order.timeoutMs;
    runtime.setInterruptHandler(() => {
      this.isLate ||= performance.now() > this.endMs;
      return this.isLate;
    });
  }

  outcome(): ScriptReply {
    const { context } = this;
    const prepared = this.prepare();
    if ('kind' in prepared) return prepared;
    const compiled = context.evalCode(`(function () {${this.order.body}\n})`, 'script');
    if (compiled.error) return this.failure(compiled.error);
    const called = context.callFunction(compiled.value, context.undefined);
    if (called.error) return this.failure(called.error);
    const settled = this.settle(called.value);
    if ('kind' in settled) return settled;
    const written = context.callFunction(prepared.write, context.undefined, settled.value);
    if (written.error) return this.failure(written.error);
    return { kind: 'RETURNED', json: context.getString(written.value) };
  }

  private prepare(): ScriptReply | { write: QuickJSHandle } {
    const { context, order } = this;
    const emit = context.newFunction('emit', (level, text) => this.log(context.getString(level), text));
    const prelude = context.unwrapResult(context.evalCode(PRELUDE, 'prelude'));
    const write = context.unwrapResult(context.callFunction(prelude, context.undefined, emit));
    const parse = context.getProp(context.getProp(context.global, 'JSON'), 'parse');
    for (const [name, json] of Object.entries(order.globals)) {
      const value = context.callFunction(parse, context.undefined, context.newString(json));
      if (value.error) return this.failure(value.error);
      context.setProp(context.global, name, value.value);
    }
    return { write };
  }

  /** What a promise came to; anything else as it is. Nothing outside could settle a promise later. */
  private settle(value: QuickJSHandle): ScriptReply | { value: QuickJSHandle } {
    const jobs = this.runtime.executePendingJobs();
    if (jobs.error) return this.failure(jobs.error);
    // A job that was interrupted is not always an error: one whose promise nobody looks at just ends.
    if (this.isLate) return { kind: 'TIMEOUT' };
    const state = this.context.getPromiseState(value);
    if (state.type === 'fulfilled') return { value: state.value };
    if (state.type === 'rejected') return this.failure(state.error);
    return { kind: 'THREW', message: 'the script returned a promise that nothing can settle' };
  }

  private failure(error: QuickJSHandle): ScriptReply {
    if (this.isLate) return { kind: 'TIMEOUT' };
    const thrown = this.context.dump(error) as unknown;
    if (typeof thrown !== 'object' || thrown === null) {
      return { kind: 'THREW', message: String(thrown) };
    }
    const { name = 'Error', message = '', stack = '' } = thrown as Record<string, unknown>;
    if (name === 'InternalError' && message === 'out of memory') return { kind: 'MEMORY' };
    const line = /\bscript:(\d+)/.exec(String(stack))?.[1];
    const where = line === undefined ? '' : ` (line ${line})`;
    return { kind: 'THREW', message: `${String(name)}: ${String(message)}${where}` };
  }

  private log(level: string, text: QuickJSHandle): void {
    if (this.linesLeft <= 0) return;
    this.linesLeft--;
    const line = this.linesLeft ? this.context.getString(text).slice(0, LOG_CHARACTERS) : 'further lines are left out';
    reply({ kind: 'LOG', level: level as LogLevel, text: line });
  }
}
