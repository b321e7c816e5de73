/**
 * What a document may be at most. Everything is told from its text before anything else looks at it: validation itself takes time
 * that grows with the square of some of these.
 */
export const DOCUMENT_LIMITS = {
  /** Characters. What is long belongs into variables. */
  characters: 262_144,
  tokens: 10_000,
  /** Fields inside each other. What editors ask of the schema has 15. */
  depth: 20,
  aliases: 500,
  directives: 100,
  fields: 3_000,
  /** Fragments and operations, and the places where fragments are used. */
  definitions: 100,
  spreads: 400,
  /** The same name in one selection, each time it comes again. */
  repetitions: 100,
} as const;

export type DocumentLimit = keyof typeof DOCUMENT_LIMITS;

/** Fields of an answer as they are estimated: see `costOf.ts`. */
export const COST_LIMIT = 1_000_000;

/** Operations at once on one WebSocket. */
export const OPERATIONS_PER_SOCKET = 200;
