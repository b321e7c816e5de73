import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/linesOf.ts';

async function lines(...chunks: (string | Buffer)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const line of linesOf(Readable.from(chunks, { objectMode: false }))) found.push(line);
  return found;
}

describe('the lines of a stream', () => {
  it('end at line feeds alone, wherever the chunks do', async () => {
    expect(await lines('a', 'b\nc\u2028d\n\ne', 'f')).toEqual(['ab', 'c\u2028d', '', 'ef']);
    expect(await lines('a\n')).toEqual(['a']);
    expect(await lines('')).toEqual([]);
  });

  it('keep characters whole that two chunks share', async () => {
    const [first, ...others] = [...Buffer.from('ž\n')];
    expect(await lines(Buffer.from([first as number]), Buffer.from(others))).toEqual(['ž']);
  });
});
