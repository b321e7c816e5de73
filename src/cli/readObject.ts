import { readFileSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { messageOf } from '../base/errors.ts';
import { parseJson, type Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';
import { WrongUse } from './WrongUse.ts';

/** Where `-` is read from, and what makes an end of waiting for it. */
export interface Input {
  readonly stdin: Readable;
  readonly signal: AbortSignal;
}

/** The object that an option stands for: JSON, `@file` with JSON, or `-` for standard input. Throws `WrongUse`. */
export async function readObject(option: string, text: string, input: Input): Promise<Value> {
  const value = parse(option, await readText(option, text, input));
  if (!namedValues(value)) throw new WrongUse(`${option} must be a JSON object, such as {"name": "value"}.`);
  return value;
}

async function readText(option: string, text: string, { stdin, signal }: Input): Promise<string> {
  if (text.startsWith('@')) return readTextFile(text.slice(1), option);
  if (text !== '-') return text;
  try {
    return await textOf(addAbortSignal(signal, stdin));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** The text of a file, without a byte order mark. Throws `WrongUse` that says for what it was wanted. */
export function readTextFile(path: string, wantedFor: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isAbsent ? 'there is no such file' : messageOf(error);
    throw new WrongUse(`${wantedFor}: ${path} cannot be read: ${reason}.`);
  }
}

function parse(option: string, text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    throw new WrongUse(`${option} is not JSON: ${messageOf(error)}.`);
  }
}
