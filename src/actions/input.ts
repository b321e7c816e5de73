import { InputError } from '../base/errors.ts';
import { Dict, keyText, setOwn, type Value } from '../base/json.ts';
import type { Action } from './Action.ts';
import type { z } from './sdk.ts';
import { toPlain } from './toPlain.ts';

/** One thing wrong with what an action was given. */
export interface InputProblem {
  readonly kind: 'missing' | 'unexpected' | 'wrong';
  /** The name of the input; empty where the input as a whole is meant. */
  readonly name: string;
  /** Names and indices from the input to the place. */
  readonly path: readonly string[];
  readonly message: string;
}

type Prepared = { readonly problems: readonly InputProblem[]; readonly value?: unknown };

/** Everything wrong with an input; empty where `run` may have it. */
export function checkInput(action: Action, input: Value): readonly InputProblem[] {
  return prepareInput(action, input).problems;
}

/** The problems in one line: `Invalid input [name=std.echo, missing=['output']]`. */
export function describeInputProblems(name: string, problems: readonly InputProblem[]): string {
  const names = (kind: InputProblem['kind']) =>
    problems.filter((problem) => problem.kind === kind).map((problem) => `'${problem.name}'`);
  const wrong = problems
    .filter((problem) => problem.kind === 'wrong')
    .map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message));
  const parts = [`name=${name}`];
  if (names('missing').length) parts.push(`missing=[${names('missing').join(', ')}]`);
  if (names('unexpected').length) parts.push(`unexpected=[${names('unexpected').join(', ')}]`);
  if (wrong.length) parts.push(`wrong=[${wrong.join('; ')}]`);
  return `Invalid input [${parts.join(', ')}]`;
}

/**
 * Why an action cannot even be started with this input; null where it can.
 *
 * As Mistral: that is for names that are missing or unexpected, whereas a *wrong* value makes a started action fail, so that the
 * task's `retry` and `on-error` apply.
 */
export function startProblem(action: Action, input: Value): InputError | null {
  const problems = checkInput(action, input).filter(({ kind }) => kind !== 'wrong');
  if (problems.length === 0) return null;
  const named = (wanted: InputProblem['kind']) =>
    problems.filter(({ kind }) => kind === wanted).map((problem) => problem.name);
  const details = { missing: named('missing'), unexpected: named('unexpected') };
  return new InputError(describeInputProblems(action.name, problems), details);
}

/** The input as `run` gets it, or the problems. Names are looked at first: values are checked when the names are right. */
export function prepareInput(action: Action, input: Value): Prepared {
  const members = membersOf(input);
  if (!members) return { problems: [wrong([], 'expected a dictionary')] };
  const schema = action.definition.input;
  const misnamed = checkNames(schema, members);
  if (misnamed.length) return { problems: misnamed };
  return parse(schema, members);
}

function parse(schema: z.ZodObject, members: ReadonlyMap<string, Value>): Prepared {
  const candidate: Record<string, unknown> = {};
  for (const [name, value] of members) setOwn(candidate, name, plainFor(schema.shape[name], value));
  return parsePlain(schema, candidate);
}

/** A value as the schema's author expects it. */
export function plainFor(schema: z.core.$ZodType | undefined, value: Value): unknown {
  return isOpaque(schema) ? value : toPlain(value);
}

export function parsePlain(schema: z.ZodType, candidate: unknown): Prepared {
  try {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) return { problems: [], value: parsed.data };
    return { problems: parsed.error.issues.map((issue) => wrong(issue.path.map(String), issue.message)) };
  } catch (error) {
    // A transform of the author's that throws instead of adding an issue.
    return { problems: [wrong([], error instanceof Error ? error.message : String(error))] };
  }
}

function membersOf(input: Value): ReadonlyMap<string, Value> | undefined {
  if (input === null) return new Map();
  if (input instanceof Dict) return new Map([...input].map(([key, value]) => [keyText(key), value]));
  if (typeof input !== 'object' || Array.isArray(input)) return undefined;
  const isPlain = Object.getPrototypeOf(input) === Object.prototype || Object.getPrototypeOf(input) === null;
  return isPlain ? new Map(Object.entries(input)) : undefined;
}

/** The names that are missing or unexpected. */
export function checkNames(schema: z.ZodObject, members: ReadonlyMap<string, unknown>): InputProblem[] {
  const missing = Object.keys(schema.shape)
    .filter((name) => !members.has(name) && schema.shape[name]?._zod.optin === undefined)
    .map((name): InputProblem => ({ kind: 'missing', name, path: [name], message: 'is missing' }));
  if (acceptsMore(schema)) return missing;
  const unexpected = [...members.keys()]
    .filter((name) => !Object.hasOwn(schema.shape, name))
    .map((name): InputProblem => ({ kind: 'unexpected', name, path: [name], message: 'is not an input' }));
  return [...missing, ...unexpected];
}

/** Only `z.looseObject` and `.catchall(…)`: a bare `z.object` would drop what it does not know, and nobody would notice. */
function acceptsMore(schema: z.ZodObject): boolean {
  const catchall = schema._zod.def.catchall;
  return catchall !== undefined && catchall._zod.def.type !== 'never';
}

/** Declared as anything at all, so that it is handed through as it came. */
function isOpaque(schema: z.core.$ZodType | undefined): boolean {
  const def = schema?._zod.def as { type: string; innerType?: z.core.$ZodType } | undefined;
  if (!def) return true;
  return def.innerType ? isOpaque(def.innerType) : def.type === 'unknown' || def.type === 'any';
}

function wrong(path: readonly string[], message: string): InputProblem {
  return { kind: 'wrong', name: path[0] ?? '', path, message };
}
