import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { messageOf } from '../base/errors.ts';
import { parseJson, type Value } from '../base/json.ts';
import { readTextFile } from './readObject.ts';
import { WrongUse } from './WrongUse.ts';

const OPTION = '--data';

/**
 * The value that `--data` stands for: JSON, the name of a file with JSON, `@file`, or `-` for standard input. What is JSON is
 * taken for JSON, also where a file is called so. Throws `WrongUse`.
 */
export async function readData(text: string, stdin: Readable): Promise<Value> {
  if (text === '-') return parse((await textOf(stdin)).replace(/^\uFEFF/, ''), 'Standard input');
  if (text.startsWith('@')) return parse(readTextFile(text.slice(1), OPTION), text.slice(1));
  try {
    return parseJson(text);
  } catch (error) {
    if (existsSync(text)) return parse(readTextFile(text, OPTION), text);
    throw new WrongUse(`${OPTION} is neither JSON nor a file that is there: ${messageOf(error)}.`);
  }
}

function parse(text: string, what: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    throw new WrongUse(`${OPTION}: ${what} is not JSON: ${messageOf(error)}.`);
  }
}
