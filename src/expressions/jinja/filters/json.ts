/** Filters that write a value out whole. */

import { compactJson, type JsonLayout } from '../formatting/compactJson.ts';
import { prettyPython } from '../formatting/prettyPython.ts';
import { optionalInteger } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { Markup } from '../things/Markup.ts';
import { type Thing, textOf } from '../things/Thing.ts';

const UNSAFE: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', "'": '\\u0027' };

export const JSON_FILTERS: Readonly<Record<string, Routine>> = {
  tojson: takes('indent?', (run, value, indent?: Thing) => {
    const text = compactJson(run.copies.settled(value), layoutOf(indent), run.budget.limits.textLength);
    return new Markup(run.made(text.replace(/[<>&']/g, (character) => UNSAFE[character] as string)));
  }),
  pprint: takes('', (run, value) => pretty(run, value)),
};

function layoutOf(indent: Thing | undefined): JsonLayout {
  const text = textOf(indent);
  if (text !== undefined) return { indent: text };
  const width = optionalInteger(indent);
  return { indent: width === undefined ? undefined : ' '.repeat(Math.min(Math.max(0, width), 1000)) };
}

function pretty(run: Run, value: Thing): string {
  return run.made(prettyPython(run.copies.settled(value), run.budget.limits.textLength));
}
