/**
 * Runs a batch; where it fails, runs each half by itself, down to single items. So one item that the database refuses
 * spoils nothing for the others. Answers with each item's result or error, in order.
 */
export async function inHalves<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
): Promise<(Result | Error)[]> {
  try {
    return [...(await run(items))];
  } catch (error) {
    if (items.length === 1) return [error instanceof Error ? error : new Error(String(error))];
    const middle = Math.ceil(items.length / 2);
    return [...(await inHalves(items.slice(0, middle), run)), ...(await inHalves(items.slice(middle), run))];
  }
}
