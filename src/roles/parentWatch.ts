/** Set by our starter (`bin/`) for the process it starts. */
const STARTED_BY_OURS = 'TRAMONTANE_STARTED';

/**
 * Calls back when the starter that runs us is gone, however it died: the channel it opened to us closes then. Does nothing when
 * we were started without one. The channel alone does not keep this process running.
 */
export function watchParent(onGone: () => void): void {
  const isStarted = process.env[STARTED_BY_OURS] !== undefined;
  // What we start in turn has another parent.
  delete process.env[STARTED_BY_OURS];
  if (process.connected) {
    process.once('disconnect', onGone);
    process.channel?.unref();
  } else if (isStarted) {
    // It died before we came to listen.
    setImmediate(onGone);
  }
}
