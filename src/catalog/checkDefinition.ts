import type { Problem } from '../base/errors.ts';
import { checkActions } from './checkActions.ts';
import { checkWorkbook } from './checkWorkbook.ts';
import { checkWorkflows } from './checkWorkflows.ts';

/** Every problem of a text, those that storing it would meet included. */
export function checkDefinition(kind: 'WORKFLOW' | 'WORKBOOK' | 'ACTION', text: string): readonly Problem[] {
  switch (kind) {
    case 'WORKFLOW':
      return checkWorkflows(text).problems;
    case 'WORKBOOK':
      return checkWorkbook(text).problems;
    case 'ACTION':
      return checkActions(text).problems;
  }
}
