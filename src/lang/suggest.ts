/** Those of the known words that somebody may have meant, best first. */
export function suggest(word: string, known: readonly string[]): string[] {
  const most = Math.floor(word.length * 0.4) + 1;
  return known
    .map((candidate) => ({ candidate, distance: distance(plain(word), plain(candidate), most) }))
    .filter(({ candidate, distance }) => candidate !== word && distance <= most && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** "did you mean 'on-success' or 'on-error'?"; `undefined` where nothing is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const [best, ...others] = suggest(word, known).map((name) => `'${name}'`);
  if (best === undefined) return undefined;
  const last = others.pop();
  return `did you mean ${last ? `${[best, ...others].join(', ')} or ${last}` : best}?`;
}

/** `on_success` and `onSuccess` are the same mistake. */
function plain(word: string): string {
  return word.slice(0, 64).replace(/_/g, '-').toLowerCase();
}

/** Levenshtein, one row at a time; anything beyond `most` where it is more. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    if (Math.min(...next) > most) return Number.POSITIVE_INFINITY;
    row = next;
  }
  return row[b.length] as number;
}
