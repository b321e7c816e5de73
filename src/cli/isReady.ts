/** How long a service may take to say that it is there. */
const PATIENCE_MS = 2_000;

/** Whether a service of ours answers at this address and takes requests. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { status } = (await response.json()) as { readonly status?: unknown };
    return status === 'ready';
  } catch {
    return false;
  }
}
