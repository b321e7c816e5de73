import { type Closest, choiceOf, readArguments } from './readArguments.ts';
import { WrongUse } from './WrongUse.ts';

export const GRAPH_FORMATS = ['mermaid', 'dot', 'json'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** What `tramontane graph` was asked for. */
export interface GraphRequest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly workflow: string | undefined;
  readonly format: GraphFormat;
}

/** Reads the command line of `graph`. Throws `WrongUse` of one line. */
export function readGraphRequest(args: readonly string[], closest: Closest): GraphRequest {
  const syntax = { valued: ['workflow', 'format'], switches: [], foreign: [], closest };
  const { positionals, given } = readArguments(args, syntax);
  const [file, further] = positionals;
  if (file === undefined) throw new WrongUse('Which file? tramontane graph FILE; --help says more.');
  if (further !== undefined) throw new WrongUse(`Unexpected argument '${further}': one file at a time.`);
  return { file, workflow: given.get('workflow'), format: choiceOf(given, 'format', GRAPH_FORMATS) };
}
