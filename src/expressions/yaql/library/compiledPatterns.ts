import { RecentCache } from '../../../base/RecentCache.ts';
import { Regex } from '../../regex/Regex.ts';
import { Pattern } from '../inner/Pattern.ts';

/** Characters of the patterns that are kept compiled. */
const LIMIT = 100_000;

const cache = new RecentCache<string, Pattern>(LIMIT);

/** A pattern given as a text; compiled once, as it is mostly used on many texts. */
export function compiled(source: string): Pattern {
  const known = cache.get(source);
  if (known) return known;
  const pattern = new Pattern(new Regex(source));
  cache.set(source, pattern, source.length);
  return pattern;
}
