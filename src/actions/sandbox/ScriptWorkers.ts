import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LogLevel } from '../sdk.ts';
import type { ScriptOrder, ScriptReply } from './messages.ts';

const HERE = import.meta.url;
const WORKER = new URL(HERE.endsWith('.ts') ? './scriptWorker.ts' : './scriptWorker.js', HERE);
/** Some loops of the interpreter's own never ask whether time is up: the thread goes, this long after its script should have. */
const PATIENCE_MS = 1_000;
/** A worker that nobody needs goes after this time. */
const IDLE_MS = 30_000;

/** How a script ended, said by its worker or by whoever ended that. */
export type ScriptEnd = Exclude<ScriptReply, { kind: 'LOG' }>;

export interface ScriptListener {
  readonly signal: AbortSignal;
  onLog(level: LogLevel, text: string): void;
}

/** Threads that run scripts, as many at once as the machine has processors. A thread that a script has spoilt is replaced. */
export class ScriptWorkers {
  private readonly idle: { readonly worker: Worker; readonly expiry: NodeJS.Timeout }[] = [];
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(limit = Math.max(2, availableParallelism())) {
    this.free = limit;
  }

  /** Runs a script when its turn has come. Rejects with the signal's reason, and for nothing else. */
  async run(order: ScriptOrder, listener: ScriptListener): Promise<ScriptEnd> {
    await this.turn(listener.signal);
    try {
      listener.signal.throwIfAborted();
      const worker = this.take();
      const end = await follow(worker, order, listener);
      if (end.kind === 'BROKEN' || end.kind === 'TIMEOUT') await worker.terminate();
      else this.keep(worker);
      return end;
    } finally {
      this.passOn();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(signal.reason as Error);
      };
      this.waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private passOn(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }

  private take(): Worker {
    const kept = this.idle.pop();
    if (!kept) return startWorker();
    clearTimeout(kept.expiry);
    kept.worker.ref();
    return kept.worker;
  }

  private keep(worker: Worker): void {
    worker.unref();
    const expiry = setTimeout(() => {
      this.idle.splice(
        this.idle.findIndex((kept) => kept.worker === worker),
        1,
      );
      void worker.terminate();
    }, IDLE_MS).unref();
    this.idle.push({ worker, expiry });
  }
}

/** It is given nothing of this process: no environment, no flags, no input. */
function startWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: 64, stackSizeMb: 32 };
  const worker = new Worker(WORKER, { env: {}, execArgv: [], argv: [], resourceLimits });
  // Between scripts nobody else listens, and an error without a listener ends the process.
  worker.on('error', () => {});
  return worker;
}

function follow(worker: Worker, order: ScriptOrder, { signal, onLog }: ScriptListener): Promise<ScriptEnd> {
  return new Promise((resolve, reject) => {
    const watchdog = setTimeout(() => settle({ kind: 'TIMEOUT' }), order.timeoutMs + PATIENCE_MS);
    const onMessage = (reply: ScriptReply) => (reply.kind === 'LOG' ? onLog(reply.level, reply.text) : settle(reply));
    const onError = (error: Error) => settle({ kind: 'BROKEN', message: error.message });
    const onExit = (code: number) => settle({ kind: 'BROKEN', message: `its thread ended with ${code}` });
    const onAbort = () => {
      stopListening();
      void worker.terminate();
      reject(signal.reason as Error);
    };
    const stopListening = () => {
      clearTimeout(watchdog);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
    };
    const settle = (end: ScriptEnd) => {
      stopListening();
      resolve(end);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort);
    worker.postMessage(order);
  });
}
