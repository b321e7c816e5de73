import { LOOK_AHEAD_MS } from '../queue/DueTimer.ts';
import type { Signal } from '../queue/Signals.ts';

/** Times within this of each other are one. */
const GRAIN_MS = 10;

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
    triggers: [],
  };

  on(signal: Signal, wake: () => void): void {
    this.listeners[signal].push(wake);
  }

  /** Something happened here. */
  raise(signal: Signal): void {
    this.hear(signal);
    this.tellOthers(signal);
  }

  /** There will be something in a while. What is further away than a `DueTimer` looks is left to that. */
  raiseIn(signal: Signal, delayMs: number): void {
    if (delayMs > LOOK_AHEAD_MS) return;
    const due = Math.ceil((Date.now() + Math.max(0, delayMs)) / GRAIN_MS);
    const key = `${signal} ${due}`;
    if (this.timers.has(key)) return;
    this.timers.add(key);
    setTimeout(
      () => {
        this.timers.delete(key);
        this.raiseHere(signal);
      },
      due * GRAIN_MS - Date.now(),
    ).unref();
  }

  /** Something happened in another process. */
  hear(signal: Signal): void {
    for (const wake of this.listeners[signal]) wake();
  }

  /** Whoever fetches such jobs knows by itself when they are due; the others are told by those who do not. */
  private raiseHere(signal: Signal): void {
    if (this.listeners[signal].length > 0) this.hear(signal);
    else this.tellOthers(signal);
  }
}
