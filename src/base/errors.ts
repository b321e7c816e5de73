/**
 * Every error this service throws on purpose.
 *
 * Two families: a `UserError` is something the caller or the data can put right and is shown as it is; a `Fault` is ours or
 * the world's, is logged whole, and is shown only as a code and a request id. A failing action is neither: it is a result.
 */

/** The root of both families. `code` is stable and meant for programs; `message` is meant for people. */
export abstract class TramontaneError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Thrown when the caller or the data can put it right. `path` says where in the caller's input. */
export abstract class UserError extends TramontaneError {
  path: readonly string[] | undefined;

  /** The same error, said of a place in the caller's input. */
  at(path: readonly string[]): this {
    this.path = path;
    return this;
  }
}

/** One thing wrong (or doubtful) in a definition. Lines and columns count from 1. */
export interface Problem {
  readonly severity: 'ERROR' | 'WARNING';
  readonly message: string;
  readonly hint?: string;
  readonly line: number;
  readonly column: number;
  /** Keys and indices from the root of the document to the place. */
  readonly path: readonly string[];
}

/** Thrown when a definition is not accepted; carries every problem found, not the first. */
export class DefinitionError extends UserError {
  readonly code = 'INVALID_DEFINITION';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

function describeProblems(problems: readonly Problem[]): string {
  const first = problems.find((problem) => problem.severity === 'ERROR') ?? problems[0];
  if (!first) return 'The definition is not valid.';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${first.message} [line ${first.line}, column ${first.column}]${more}`;
}

/** Thrown when an expression cannot be parsed or evaluated. Names the expression, never the data it looked at. */
export class ExpressionError extends UserError {
  readonly code = 'INVALID_EXPRESSION';
  readonly expression: string;
  readonly language: 'yaql' | 'jinja';
  /** Offset in characters from the start of the expression, where known. */
  readonly position: number | undefined;

  constructor(
    message: string,
    expression: string,
    language: 'yaql' | 'jinja',
    position?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.expression = expression;
    this.language = language;
    this.position = position;
  }
}

/** Thrown when names given as input are not the names asked for, or a value has the wrong form. */
export class InputError extends UserError {
  readonly code = 'INVALID_INPUT';
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];

  constructor(message: string, details: { missing?: readonly string[]; unexpected?: readonly string[] } = {}) {
    super(message);
    this.missing = details.missing ?? [];
    this.unexpected = details.unexpected ?? [];
  }
}

/** Thrown when something named does not exist, or the caller may not know that it does. */
export class NotFoundError extends UserError {
  readonly code = 'NOT_FOUND';
  readonly kind: string;
  readonly id: string;

  constructor(kind: string, id: string) {
    super(`${kind} '${id}' does not exist.`);
    this.kind = kind;
    this.id = id;
  }
}

/** Thrown when something of that name exists already. */
export class AlreadyExistsError extends UserError {
  readonly code = 'ALREADY_EXISTS';
  readonly kind: string;
  readonly existing: string;

  constructor(kind: string, existing: string) {
    super(`${kind} '${existing}' exists already.`);
    this.kind = kind;
    this.existing = existing;
  }
}

/** Thrown when the same request was made before with other content. */
export class ConflictError extends UserError {
  readonly code = 'CONFLICT';
  readonly existing: string | undefined;

  constructor(message: string, existing?: string) {
    super(message);
    this.existing = existing;
  }
}

/** Thrown when something is still referred to and cannot go. */
export class InUseError extends UserError {
  readonly code = 'IN_USE';
}

/** Thrown when a state may not follow another, whether a user asked for it or our own code did. */
export class IllegalStateError extends UserError {
  readonly code = 'INVALID_STATE_TRANSITION';
  readonly kind: string;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly allowed: readonly string[];

  constructor(kind: string, id: string, from: string, to: string, allowed: readonly string[]) {
    super(
      `${kind} '${id}' is ${from} and cannot become ${to}; ` +
        (allowed.length ? `allowed: ${allowed.join(', ')}.` : 'it has ended.'),
    );
    this.kind = kind;
    this.id = id;
    this.from = from;
    this.to = to;
    this.allowed = allowed;
  }
}

/** Thrown when a value is larger than a limit. Units are in the name of the limit. */
export class LimitError extends UserError {
  readonly code = 'LIMIT_EXCEEDED';
  readonly what: string;
  readonly limit: number;
  readonly actual: number;

  constructor(what: string, limit: number, actual: number, unit = 'bytes') {
    super(`${what} is too large: ${actual} ${unit}, the limit is ${limit}.`);
    this.what = what;
    this.limit = limit;
    this.actual = actual;
  }
}

/** Thrown when the caller has not said who they are. */
export class UnauthenticatedError extends UserError {
  readonly code = 'UNAUTHENTICATED';
}

/** Thrown when the caller may not do this. */
export class ForbiddenError extends UserError {
  readonly code = 'FORBIDDEN';
}

/** Ours, or the world's: logged whole, shown as a code and a request id. */
export class Fault extends TramontaneError {
  readonly code: string = 'INTERNAL';
}

/** The same work may succeed when tried again: a lost connection, a deadlock. */
export class TransientFault extends Fault {
  override readonly code = 'UNAVAILABLE';
}

/** An invariant broke. */
export class Bug extends Fault {}

/** Thrown at start-up when the process cannot run as configured; shown as one line. */
export class StartupError extends UserError {
  readonly code = 'STARTUP';
}

/** A text for people, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
