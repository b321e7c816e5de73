import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { readTextFile } from './readObject.ts';

/** The text of a definition, and what its file is called. */
export interface Source {
  /** The path; absent for standard input. */
  readonly path: string | undefined;
  readonly text: string;
}

/** Reads a file, or standard input for `-`. Throws `WrongUse`. */
export async function readSource(file: string, stdin: Readable): Promise<Source> {
  if (file === '-') return { path: undefined, text: (await textOf(stdin)).replace(/^\uFEFF/, '') };
  return { path: file, text: readTextFile(file, 'FILE') };
}

/** How lines for people name a source. */
export function nameOf({ path }: Source): string {
  return path ?? '<stdin>';
}
