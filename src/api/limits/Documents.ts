import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { InputError, LimitError } from '../../base/errors.ts';
import { costOf } from './costOf.ts';
import { COST_LIMIT, DOCUMENT_LIMITS } from './limits.ts';
import { measure } from './measure.ts';

/** What clients send to be executed. */
export interface DocumentRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

export interface Admitted {
  readonly document: DocumentNode;
  readonly cost: number;
}

interface Known {
  readonly document: DocumentNode;
  /** What validation says; not asked of it yet where absent. */
  errors?: readonly GraphQLError[];
}

/** Errors that are looked for; each may take a look at many names, to suggest one. */
const MAX_ERRORS = 10;
/** Texts that are remembered. */
const MEMORY = 500;

/**
 * The documents that clients send, on every way they come: refused where they are too large, before that costs anything; parsed and
 * validated once where they come again.
 */
export class Documents {
  private readonly known = new Map<string, Known>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document within its limits, not yet validated. Throws `LimitError`, `InputError` where it nests too deep to be read, or `GraphQLError` for what is no GraphQL. */
  admit(request: DocumentRequest): Admitted {
    const { document } = this.read(request.query);
    const cost = costOf(this.schema, document, request);
    if (cost > COST_LIMIT) throw new LimitError("The operation's cost", COST_LIMIT, cost, 'fields');
    return { document, cost };
  }

  /** What validation says of a document that has been admitted. */
  errorsOf(query: string): readonly GraphQLError[] {
    const known = this.read(query);
    known.errors ??= validate(this.schema, known.document, undefined, { maxErrors: MAX_ERRORS });
    return known.errors;
  }

  private read(query: string): Known {
    const before = this.known.get(query);
    if (before) return before;
    const known = { document: parseWithin(query) };
    this.known.set(query, known);
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > MEMORY) this.known.delete(oldest);
    return known;
  }
}

function parseWithin(query: string): DocumentNode {
  assertWithin('characters', query.length);
  try {
    const document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens });
    for (const [name, actual] of Object.entries(measure(document))) assertWithin(name as keyof typeof UNITS, actual);
    return document;
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) throw new InputError('The document nests too deep to be read.');
    throw error;
  }
}

const UNITS: Readonly<Record<keyof typeof DOCUMENT_LIMITS, string>> = {
  characters: 'characters',
  tokens: 'tokens',
  depth: 'levels',
  aliases: 'aliases',
  directives: 'directives',
  fields: 'fields',
  definitions: 'operations and fragments',
  spreads: 'uses of fragments',
  repetitions: 'repetitions of a field',
};

function assertWithin(name: keyof typeof DOCUMENT_LIMITS, actual: number): void {
  const limit = DOCUMENT_LIMITS[name];
  if (actual > limit) throw new LimitError('The document', limit, actual, UNITS[name]);
}
