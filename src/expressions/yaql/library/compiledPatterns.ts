import { Regex } from '../../regex/Regex.ts';
import { Pattern } from '../inner/Pattern.ts';

const MAXIMAL_ENTRIES = 500;
const MAXIMAL_LENGTH = 1000;

const cache = new Map<string, Pattern>();

/** A pattern given as a text; compiled once, as it is mostly used on many texts. */
export function compiled(source: string): Pattern {
  const known = cache.get(source);
  if (known) return known;
  const pattern = new Pattern(new Regex(source));
  if (source.length > MAXIMAL_LENGTH) return pattern;
  if (cache.size >= MAXIMAL_ENTRIES) cache.delete(cache.keys().next().value as string);
  cache.set(source, pattern);
  return pattern;
}
