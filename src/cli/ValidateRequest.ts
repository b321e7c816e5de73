import { type Closest, choiceOf, readArguments } from './readArguments.ts';
import { WrongUse } from './WrongUse.ts';

export const REPORT_FORMATS = ['human', 'json', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a definition can be; `auto` finds it out. */
const KINDS = ['auto', 'workflow', 'workbook', 'action'] as const;
export type Kind = (typeof KINDS)[number];

/** What `tramontane validate` was asked for. */
export interface ValidateRequest {
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
  readonly kind: Kind;
  readonly format: ReportFormat;
  /** Where further plugins are, as the service reads it. */
  readonly passedOn: readonly string[];
}

/** Reads the command line of `validate`. Throws `WrongUse` of one line. */
export function readValidateRequest(args: readonly string[], closest: Closest): ValidateRequest {
  const syntax = { valued: ['kind', 'format'], switches: [], foreign: ['plugins', 'config'], closest };
  const { positionals, given, passedOn } = readArguments(args, syntax);
  if (positionals.length === 0) throw new WrongUse('Which files? tramontane validate FILE…; --help says more.');
  if (positionals.filter((file) => file === '-').length > 1) {
    throw new WrongUse('Standard input can be read only once.');
  }
  return {
    files: positionals,
    kind: choiceOf(given, 'kind', KINDS),
    format: choiceOf(given, 'format', REPORT_FORMATS),
    passedOn,
  };
}
