import { RecentCache } from '../../base/RecentCache.ts';
import type { Node } from './nodes.ts';
import { parse } from './parse.ts';

/** Characters of the texts that are kept parsed. */
const LIMIT = 500_000;

const cache = new RecentCache<string, Node>(LIMIT);

/** The parsed form of an expression, remembered by its text. */
export function parsed(text: string): Node {
  const known = cache.get(text);
  if (known) return known;
  const node = parse(text);
  cache.set(text, node, text.length);
  return node;
}
