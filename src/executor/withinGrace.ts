import type { TextResult } from '../actions/runActionText.ts';

/**
 * The result of a run, or `giveUp` where it does not come within a time after its signal has fired. What goes on in this
 * process cannot be killed; it is left alone.
 */
export async function withinGrace(
  run: Promise<TextResult>,
  { signal, graceMs, giveUp }: { signal: AbortSignal; graceMs: number; giveUp: () => TextResult },
): Promise<TextResult> {
  const late = Promise.withResolvers<TextResult>();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => late.resolve(giveUp()), graceMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  try {
    return await Promise.race([run, late.promise]);
  } finally {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
}
