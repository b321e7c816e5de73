import type { Signal } from '../queue/Signals.ts';

/** Who in this process wants to know that there may be jobs, or changes. */
export class WakeUps {
  /** Passes a signal on to other processes. */
  tellOthers: (signal: Signal) => void = () => {};
  private readonly listeners: Record<Signal, (() => void)[]> = { jobs: [], changes: [] };

  on(signal: Signal, wake: () => void): void {
    this.listeners[signal].push(wake);
  }

  /** Something happened here. */
  raise(signal: Signal): void {
    this.hear(signal);
    this.tellOthers(signal);
  }

  /** Something happened in another process. */
  hear(signal: Signal): void {
    for (const wake of this.listeners[signal]) wake();
  }
}
