import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringifyJson } from '../../src/base/json.ts';
import { Interrupted } from '../../src/cli/Interrupted.ts';
import { readObject } from '../../src/cli/readObject.ts';

const { signal } = new AbortController();
const read = async (text: string, stdin = Readable.from([])) =>
  stringifyJson(await readObject('--input', text, { stdin, signal }));

function temporaryFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-input-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'input.json'), content);
  return join(folder, 'input.json');
}

describe('the object an option stands for', () => {
  it('is its JSON, with every number as it was written', async () => {
    expect(await read('{"2": 1, "1": 2.0, "long": 12345678901234567890}')).toBe(
      '{"2":1,"1":2.0,"long":12345678901234567890}',
    );
  });

  it('is read from a file after @, which may begin with a byte order mark', async () => {
    expect(await read(`@${temporaryFile('\uFEFF{"a": 1}\n')}`)).toBe('{"a":1}');
  });

  it('is read from standard input for a dash', async () => {
    expect(await read('-', Readable.from([Buffer.from('{"a":'), Buffer.from(' 1}')]))).toBe('{"a":1}');
  });

  it.each([
    ['{"a"', /^--input is not JSON: /],
    ['[1]', /^--input must be a JSON object/],
    ['null', /^--input must be a JSON object/],
    ['2.0', /^--input must be a JSON object/],
    ['@nowhere.json', /^--input: nowhere.json cannot be read: there is no such file\.$/],
  ])('is not %s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('is not waited for any longer when the command is interrupted', async () => {
    const stop = new AbortController();
    const waiting = readObject('--input', '-', { stdin: new PassThrough(), signal: stop.signal });
    stop.abort(new Interrupted('SIGINT'));
    await expect(waiting).rejects.toThrow(Interrupted);
  });
});
