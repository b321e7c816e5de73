/** The name that was probably meant, if any is near enough to be worth a suggestion. */
export function closest(word: string, names: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 2));
  const ranked = names
    .map((name) => ({ name, distance: distanceBetween(word.toLowerCase(), name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const [best] = ranked;
  return best && best.distance <= limit ? best.name : undefined;
}

/** How many letters have to be inserted, removed or replaced (Wagner and Fischer's algorithm, one row at a time). */
function distanceBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [rowIndex, letter] of [...left].entries()) {
    const next = [rowIndex + 1];
    for (let index = 0; index < right.length; index++) {
      const replaced = (row[index] ?? 0) + (letter === right[index] ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
