import type { Problem } from '../base/errors.ts';
import type { DefinitionKind } from '../lang/kindOf.ts';
import { checkActions } from './checkActions.ts';
import { checkWorkbook } from './checkWorkbook.ts';
import { checkWorkflows } from './checkWorkflows.ts';
import type { LiteralCheck } from './LiteralCheck.ts';

interface Checked {
  readonly problems: readonly Problem[];
  readonly refusals: readonly Problem[];
}

/**
 * What validating a text says. As Mistral: a text is valid that is well formed; that it cannot be stored under its names is a
 * warning. `check`: what actions say of the input they get.
 */
export function checkDefinition(kind: DefinitionKind, text: string, check?: LiteralCheck): readonly Problem[] {
  const { problems, refusals } = checkedAs(kind, text, check);
  return [...problems, ...refusals.map((refusal): Problem => ({ ...refusal, severity: 'WARNING' }))];
}

function checkedAs(kind: DefinitionKind, text: string, check?: LiteralCheck): Checked {
  switch (kind) {
    case 'WORKFLOW':
      return checkWorkflows(text, check);
    case 'WORKBOOK':
      return checkWorkbook(text, check);
    case 'ACTION':
      return checkActions(text, check);
  }
}
