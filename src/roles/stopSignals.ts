const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Longer than the echoes of one Ctrl-C take, shorter than a person asks again. */
const ECHO_MS = 1_000;

/** What to do when asked to stop, and when asked again while that is going on. */
export interface StopRequests {
  onStop(signal: NodeJS.Signals): void;
  onInsist(signal: NodeJS.Signals): void;
}

/**
 * Listens for requests to stop. One Ctrl-C arrives two or three times: the terminal tells the whole group, and npm and our own
 * starter each pass theirs on. What follows within a second is taken as an echo and not as somebody insisting.
 */
export function listenForStop(requests: StopRequests, nowMs: () => number = () => performance.now()): () => void {
  let firstMs: number | undefined;
  const listen = (signal: NodeJS.Signals) => {
    const sinceMs = firstMs === undefined ? undefined : nowMs() - firstMs;
    firstMs ??= nowMs();
    if (sinceMs === undefined) requests.onStop(signal);
    else if (sinceMs >= ECHO_MS) requests.onInsist(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listen);
  };
}
