import type { Readable } from 'node:stream';

/**
 * The lines of a stream, each as soon as it is there. Node's `readline` would not do: it also ends a line at U+2028, which JSON
 * may hold as it is.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string, void, undefined> {
  let begun: string[] = [];
  for await (const chunk of input.setEncoding('utf8')) {
    const [first, ...others] = (chunk as string).split('\n') as [string, ...string[]];
    begun.push(first);
    for (const next of others) {
      yield begun.join('');
      begun = [next];
    }
  }
  const last = begun.join('');
  if (last !== '') yield last;
}
