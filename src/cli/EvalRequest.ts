import { type Closest, readArguments } from './readArguments.ts';
import { WrongUse } from './WrongUse.ts';

/** What `tramontane eval` was asked for: one expression, or lines of them. */
export type EvalRequest =
  | { readonly isBatch: true }
  | {
      readonly isBatch: false;
      readonly expression: string;
      /** JSON, a file, `@file`, or `-` for standard input. */
      readonly data: string | undefined;
    };

/** Reads the command line of `eval`. Throws `WrongUse` of one line. */
export function readEvalRequest(
  args: readonly string[],
  { isTerminal, closest }: { readonly isTerminal: boolean; readonly closest: Closest },
): EvalRequest {
  const syntax = { valued: ['data'], switches: ['batch'], foreign: [], closest };
  const { positionals, given } = readArguments(args, syntax);
  const [expression, further] = positionals;
  const data = given.get('data');
  if (further !== undefined) throw new WrongUse(`Unexpected argument '${further}': put the expression in quotes.`);
  if (expression !== undefined && !given.has('batch')) return { isBatch: false, expression, data };
  if (expression !== undefined) throw new WrongUse('--batch reads the expressions from standard input.');
  if (data !== undefined) throw new WrongUse('Which expression? --data is for one; lines bring their own data.');
  if (isTerminal && !given.has('batch')) {
    throw new WrongUse("Which expression? tramontane eval '<% 1 + 1 %>'; --help says more.");
  }
  return { isBatch: true };
}
