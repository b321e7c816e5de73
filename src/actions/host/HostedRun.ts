import { stringifyJson } from '../../base/json.ts';
import { boundedLog } from '../boundedLog.ts';
import type { RunRequest } from '../createContext.ts';
import type { EgressPolicy } from '../egress.ts';
import type { LogLine } from '../LogLine.ts';
import type { Plugin } from '../loadPlugin.ts';
import { runActionText, type TextResult, textError } from '../runActionText.ts';
import type { ScriptOrder } from '../sandbox/messages.ts';
import type { ScriptEnd, ScriptListener } from '../sandbox/ScriptWorkers.ts';
import type { FromHost, ToHost } from './messages.ts';

const PROGRESS_MS = 100;

type Call = Extract<ToHost, { type: 'run' }>;

/** One run in the process of its plugin: the request it came with, made whole again. */
export class HostedRun {
  private readonly abort = new AbortController();
  private newest: { readonly fraction: number; readonly message: string | undefined } | undefined;
  private progressTimer: NodeJS.Timeout | undefined;

  private readonly scripts = new Map<number, Pick<ScriptListener, 'onLog'> & { resolve(end: ScriptEnd): void }>();
  private scriptCount = 0;

  constructor(
    private readonly call: Call,
    private readonly say: (message: FromHost) => void,
  ) {}

  get id(): number {
    return this.call.id;
  }

  async start(plugin: Plugin, egress: EgressPolicy): Promise<void> {
    const action = plugin.actions.find(({ name }) => name === this.call.action);
    const result: TextResult = action
      ? await runActionText(action, this.call.input, this.request(egress))
      : textError({ code: 'NOT_FOUND', message: `Action '${this.call.action}' is not in the plugin any more.` });
    this.flushProgress();
    this.say({ type: 'result', id: this.id, result });
  }

  stop({ name, message }: Extract<ToHost, { type: 'abort' }>): void {
    const reason =
      name === 'TimeoutError' ? new DOMException(message, name) : Object.assign(new Error(message), { name });
    this.abort.abort(reason);
  }

  /** What it writes past its log. */
  readonly print = boundedLog((line) => this.log(line));

  private log({ level, message, fields }: LogLine): void {
    this.say({ type: 'log', id: this.id, level, message, fields: plain(fields) });
  }

  hearOfScript(message: Extract<ToHost, { type: 'scriptLog' | 'scriptEnd' }>): void {
    const script = this.scripts.get(message.script);
    if (message.type === 'scriptLog') return script?.onLog(message.level, message.text);
    script?.resolve(message.end);
    this.scripts.delete(message.script);
  }

  private runScript(order: ScriptOrder, { onLog, signal }: ScriptListener): Promise<ScriptEnd> {
    const script = ++this.scriptCount;
    return new Promise((resolve, reject) => {
      this.scripts.set(script, { onLog, resolve });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.say({ type: 'script', id: this.id, script, order });
    });
  }

  private request(egress: EgressPolicy): RunRequest {
    const { deadline, ...data } = this.call.request;
    return {
      ...(data as Pick<RunRequest, 'ids' | 'attempt' | 'idempotencyKey'>),
      ...(deadline !== undefined && { deadline: new Date(deadline) }),
      signal: this.abort.signal,
      runScript: (order, listener) => this.runScript(order, listener),
      egress,
      onLog: (line) => this.log(line),
      onProgress: (progress) => this.report(progress),
    };
  }

  /** The newest of several that come close together is enough. */
  private report(progress: { fraction: number; message: string | undefined }): void {
    this.newest = progress;
    this.progressTimer ??= setTimeout(() => this.flushProgress(), PROGRESS_MS);
  }

  private flushProgress(): void {
    clearTimeout(this.progressTimer);
    this.progressTimer = undefined;
    const newest = this.newest;
    this.newest = undefined;
    if (newest) {
      const { fraction, message } = newest;
      this.say({ type: 'progress', id: this.id, fraction, ...(message !== undefined && { message }) });
    }
  }
}

/** Fields of a log line may be anything; what is no data is shown as text. */
function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  try {
    return JSON.parse(stringifyJson(fields as Parameters<typeof stringifyJson>[0])) as Record<string, unknown>;
  } catch {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOfAny(value)]));
  }
}

function textOfAny(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'something that cannot be shown';
  }
}
