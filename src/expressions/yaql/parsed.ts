import type { Node } from './nodes.ts';
import { parse } from './parse.ts';

const MAXIMAL_ENTRIES = 2000;
/** Longer texts are parsed each time, so that a few cannot fill the memory. */
const MAXIMAL_LENGTH = 10_000;

const cache = new Map<string, Node>();

/** The parsed form of an expression, remembered by its text; the least recently used are forgotten. */
export function parsed(text: string): Node {
  const known = cache.get(text);
  if (known) {
    cache.delete(text);
    cache.set(text, known);
    return known;
  }
  const node = parse(text);
  if (text.length > MAXIMAL_LENGTH) return node;
  cache.set(text, node);
  if (cache.size > MAXIMAL_ENTRIES) cache.delete(cache.keys().next().value as string);
  return node;
}
