import { TemplateSyntaxError } from './TemplateSyntaxError.ts';

/** What is known by name, to refuse the rest before anything is evaluated. */
export interface Known {
  readonly filters: { has(name: string): boolean };
  readonly tests: { has(name: string): boolean };
}

/** Statements whose bodies are no longer taken to be optional. */
const FRESH: readonly unknown[] = ['for', 'macro', 'with', 'setBlock', 'filterBlock', 'callBlock', 'block'];

/**
 * Refuses what Jinja refuses when it compiles a template, though it parses: filters and tests that do not exist (those inside a
 * conditional only count once they are reached), two blocks of one name, and `loop` as a variable inside a loop.
 */
export function assertSound(part: unknown, known: Known): void {
  walk(part, { known, isOptional: false, isInLoop: false, blocks: new Set() });
}

interface Place {
  readonly known: Known;
  readonly isOptional: boolean;
  readonly isInLoop: boolean;
  readonly blocks: Set<unknown>;
}

interface Part {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly at?: unknown;
  readonly target?: unknown;
  readonly [member: string]: unknown;
}

function walk(part: unknown, place: Place): void {
  if (part === null || typeof part !== 'object') return;
  const node = part as Part;
  check(node, place);
  const inner = placeWithin(node, place);
  for (const member of Object.values(node)) walk(member, inner);
}

function check({ kind, name, at, target }: Part, place: Place): void {
  if (kind === 'filter' && !place.isOptional && !place.known.filters.has(name as string)) {
    fail(`No filter named '${name}'.`, at);
  }
  if (kind === 'test' && !place.isOptional && !place.known.tests.has(name as string))
    fail(`No test named '${name}'.`, at);
  if (kind === 'block') {
    if (place.blocks.has(name)) fail(`block '${name}' defined twice`, at);
    place.blocks.add(name);
  }
  if ((kind === 'for' || (kind === 'set' && place.isInLoop)) && (target as Part).name === 'loop') {
    fail("Can't assign to special loop variable in for-loop target", at);
  }
}

function placeWithin({ kind }: Part, place: Place): Place {
  if (kind === 'if' || kind === 'condition') return { ...place, isOptional: true };
  if (kind === 'macro') return { ...place, isOptional: false, isInLoop: false };
  return FRESH.includes(kind) ? { ...place, isOptional: false, isInLoop: place.isInLoop || kind === 'for' } : place;
}

function fail(message: string, at: unknown): never {
  throw new TemplateSyntaxError(message, at as number);
}
