import type { Signal } from '../queue/Signals.ts';

/** Times within this of each other are one. */
const GRAIN_MS = 10;
const FAR_MS = 60 * 60 * 1000;

/** Who in this process wants to know that there may be jobs, changes, or results. */
export class WakeUps {
  /** Passes a signal on to other processes. */
  tellOthers: (signal: Signal) => void = () => {};
  private readonly timers = new Set<string>();
  private readonly listeners: Record<Signal, (() => void)[]> = {
    jobs: [],
    targetedJobs: [],
    stops: [],
    turns: [],
    changes: [],
    results: [],
  };

  on(signal: Signal, wake: () => void): void {
    this.listeners[signal].push(wake);
  }

  /** Something happened here. */
  raise(signal: Signal): void {
    this.hear(signal);
    this.tellOthers(signal);
  }

  /** There will be something at that time. One so far away that it would be a burden to remember is found by polling. */
  raiseAt(signal: Signal, time: Date): void {
    const delayMs = Math.ceil((time.getTime() - Date.now()) / GRAIN_MS) * GRAIN_MS;
    if (delayMs > FAR_MS) return;
    const due = Date.now() + delayMs;
    const key = `${signal} ${Math.round(due / GRAIN_MS)}`;
    if (this.timers.has(key)) return;
    this.timers.add(key);
    setTimeout(
      () => {
        this.timers.delete(key);
        this.raise(signal);
      },
      Math.max(0, delayMs),
    ).unref();
  }

  /** Something happened in another process. */
  hear(signal: Signal): void {
    for (const wake of this.listeners[signal]) wake();
  }
}
