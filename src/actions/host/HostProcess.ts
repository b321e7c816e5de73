import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { messageOf } from '../../base/errors.ts';
import { FIELD_LIMIT_BYTES } from '../../base/fieldLimit.ts';
import type { PluginHome } from '../Action.ts';
import type { RunRequest } from '../createContext.ts';
import { runScriptHere } from '../createRunScript.ts';
import { type TextResult, textError } from '../runActionText.ts';
import type { ScriptEnd } from '../sandbox/ScriptWorkers.ts';
import { FrameReader, frameOf } from './frames.ts';
import { hostCommand } from './hostCommand.ts';
import type { EgressLists, FromHost, ToHost } from './messages.ts';
import type { PluginReport } from './PluginReport.ts';

const MEBIBYTE = 1024 * 1024;
/** A result at its limit, as text within text. */
const FRAME_LIMIT_BYTES = 8 * FIELD_LIMIT_BYTES;
/** What one run may say or write before its process is taken for mad. Log lines are bounded well below this. */
const OUTPUT_LIMIT_BYTES = 32 * FIELD_LIMIT_BYTES;
/** Of what it wrote last, to say why it died. */
const TAIL_CHARACTERS = 4_000;

/** An action to run there. */
export interface HostedCall {
  readonly action: string;
  /** JSON text. */
  readonly input: string;
  readonly request: RunRequest;
}

/** A run under way. */
interface Current {
  readonly id: number;
  readonly call: HostedCall;
  bytes: number;
  finish(result: TextResult): void;
}

interface End {
  readonly code: string;
  readonly message: string;
}

/** The process of one plugin. It runs one action at a time, so that the death of it is the failure of one. */
export class HostProcess {
  /** What it brings; rejects where the process ends before it could say. */
  readonly ready: Promise<PluginReport>;
  /** Resolves when it has ended, however that came about. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private readonly reader = new FrameReader(FRAME_LIMIT_BYTES);
  private loaded = Promise.withResolvers<PluginReport>();
  private current: Current | undefined;
  private runs = 0;
  private tail = '';
  private end: End | undefined;
  private hasEnded = false;

  constructor(
    readonly home: PluginHome,
    { egress, graceMs }: { readonly egress: EgressLists; readonly graceMs: number },
  ) {
    this.graceMs = graceMs;
    const { file, args, env } = hostCommand(home);
    this.child = spawn(file, [...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    this.channel = this.child.stdio[3] as Duplex;
    this.channel.on('data', (chunk: Buffer) => this.read(chunk));
    for (const stream of [this.channel, this.child.stdout, this.child.stderr]) stream?.on('error', () => {});
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => this.drain(chunk));
    this.ready = this.loaded.promise;
    this.ready.catch(() => {});
    this.ended = new Promise((resolve) => {
      const onEnd = (code: number | null, signal: NodeJS.Signals | null) => {
        this.onEnd(code, signal);
        resolve();
      };
      // With its streams, so that what it said last has been read.
      this.child.once('close', onEnd);
      this.child.once('error', (error) => {
        this.end ??= { code: 'CRASHED', message: `The process of the plugin could not be started: ${error.message}` };
        onEnd(null, null);
      });
    });
    const { name, path, entry } = home;
    this.say({ type: 'load', folder: { name, path, entry }, egress });
  }

  private readonly graceMs: number;

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isAlive(): boolean {
    return !this.hasEnded && this.end === undefined;
  }

  /**
   * Runs one action. Never rejects. When its signal fires it is told to stop, and the process is killed where it has not done
   * so after the grace period.
   */
  async run(call: HostedCall): Promise<TextResult> {
    const { signal } = call.request;
    const { promise, resolve } = Promise.withResolvers<TextResult>();
    const id = ++this.runs;
    let grace: NodeJS.Timeout | undefined;
    const stop = () => {
      this.say({ type: 'abort', id, ...nameAndMessageOf(signal.reason) });
      grace = setTimeout(() => this.kill(killedFor(signal, this.graceMs)), this.graceMs);
    };
    this.current = { id, call, bytes: 0, finish: resolve };
    this.say({ type: 'run', id, action: call.action, input: call.input, request: dataOf(call.request) });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    if (this.hasEnded) this.onEnd(null, null);
    try {
      return await promise;
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
      this.current = undefined;
    }
  }

  /** Ends it at once; `end` is what its run fails with. */
  kill(end: End = { code: 'ABORTED', message: 'The process of the plugin was ended.' }): void {
    this.end ??= end;
    this.child.kill('SIGKILL');
  }

  private say(message: ToHost): void {
    this.channel.write(frameOf(message));
  }

  private read(chunk: Buffer): void {
    if (this.end) return;
    this.meter(chunk.length);
    try {
      for (const message of this.reader.read(chunk)) this.hear(message as FromHost);
    } catch (error) {
      const message = `The process of the plugin broke the protocol: ${(error as Error).message}.`;
      this.kill({ code: 'CRASHED', message });
    }
  }

  private hear(message: FromHost): void {
    if (message.type === 'loaded') return this.loaded.resolve(message.plugin);
    if (message.type === 'fatal') {
      this.end ??= { code: String(message.code), message: String(message.message) };
      return;
    }
    const { current } = this;
    // A run that is over has nothing to say any more.
    if (!current || message.id !== current.id) return;
    const { request } = current.call;
    switch (message.type) {
      case 'log':
        return request.onLog?.({
          level: levelOf(message.level),
          message: String(message.message),
          fields: message.fields,
        });
      case 'progress':
        return request.onProgress?.({ fraction: Number(message.fraction), message: message.message });
      case 'script':
        return void this.runScript(message, request);
      case 'result':
        return current.finish(message.result);
    }
  }

  /** The order comes from code that nobody knows: it may ask for no more than its process may have. */
  private async runScript(
    { id, script, order }: Extract<FromHost, { type: 'script' }>,
    request: RunRequest,
  ): Promise<void> {
    const { memoryMegabytes } = this.home;
    const checked = {
      body: String(order.body),
      globals: Object.fromEntries(Object.entries(order.globals).map(([name, text]) => [name, String(text)])),
      timeoutMs: Number(order.timeoutMs),
      memoryBytes: Math.min(Number(order.memoryBytes), memoryMegabytes * MEBIBYTE),
    };
    const end = await runScriptHere(checked, {
      signal: request.signal,
      onLog: (level, text) => this.say({ type: 'scriptLog', id, script, level, text }),
    }).catch((error: unknown): ScriptEnd => ({ kind: 'BROKEN', message: messageOf(error) }));
    if (this.isAlive) this.say({ type: 'scriptEnd', id, script, end });
  }

  /** What is written past the log, by native code or on purpose. */
  private drain(chunk: Buffer): void {
    if (this.end) return;
    this.tail = (this.tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
    this.meter(chunk.length);
  }

  private meter(bytes: number): void {
    if (!this.current) return;
    this.current.bytes += bytes;
    if (this.current.bytes <= OUTPUT_LIMIT_BYTES) return;
    const message = `The action wrote more than ${OUTPUT_LIMIT_BYTES} bytes of output.`;
    this.kill({ code: 'OUTPUT_LIMIT', message });
  }

  private onEnd(code: number | null, signal: NodeJS.Signals | null): void {
    this.hasEnded = true;
    this.end ??= endOf(code, signal, this.tail);
    this.loaded.reject(new Error(this.end.message));
    this.current?.finish(textError(this.end));
  }
}

function levelOf(level: unknown) {
  return level === 'debug' || level === 'warn' || level === 'error' ? level : 'info';
}

function endOf(code: number | null, signal: NodeJS.Signals | null, tail: string): End {
  if (/out of memory|FatalOOM|Allocation failed/i.test(tail)) {
    return { code: 'OUT_OF_MEMORY', message: 'The action needed more memory than its plugin may have.' };
  }
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  return { code: 'CRASHED', message: `The process of the action ${how} before it had a result.` };
}

function killedFor(signal: AbortSignal, graceMs: number): End {
  const { name, message } = nameAndMessageOf(signal.reason);
  const note = `It did not stop within ${graceMs / 1000} s, and its process was killed.`;
  return { code: name === 'TimeoutError' ? 'TIMEOUT' : 'ABORTED', message: `${message} ${note}` };
}

function nameAndMessageOf(reason: unknown): { name: string; message: string } {
  return reason instanceof Error
    ? { name: reason.name, message: reason.message }
    : { name: 'AbortError', message: String(reason) };
}

/** What of a request can be sent: functions, the signal and the egress policy are made anew on the other side. */
function dataOf(request: RunRequest) {
  const { signal: _, egress: __, onLog: ___, onProgress: ____, runScript: _____, deadline, ...data } = request;
  return { ...data, ...(deadline && { deadline: deadline.toISOString() }) };
}
