import type { Problem } from '../base/errors.ts';
import type { DefinitionKind } from '../lang/kindOf.ts';
import { checkActions } from './checkActions.ts';
import { checkWorkbook } from './checkWorkbook.ts';
import { checkWorkflows } from './checkWorkflows.ts';
import type { LiteralCheck } from './LiteralCheck.ts';

/** What validating a text says: whether it is well formed, as Mistral sees it. `check`: what actions say of the input they get. */
export function checkDefinition(kind: DefinitionKind, text: string, check?: LiteralCheck): readonly Problem[] {
  switch (kind) {
    case 'WORKFLOW':
      return checkWorkflows(text, check).problems;
    case 'WORKBOOK':
      return checkWorkbook(text, check).problems;
    case 'ACTION':
      return checkActions(text, check).problems;
  }
}
