import type { Problem } from '../base/errors.ts';
import { parseActions, parseWorkbook } from '../lang/parse.ts';
import { checkWorkflows } from './checkWorkflows.ts';

/** Every problem of a text, those that storing it would meet included. */
export function checkDefinition(kind: 'WORKFLOW' | 'WORKBOOK' | 'ACTION', text: string): readonly Problem[] {
  switch (kind) {
    case 'WORKFLOW':
      return checkWorkflows(text).problems;
    case 'WORKBOOK':
      return parseWorkbook(text).problems;
    case 'ACTION':
      return parseActions(text).problems;
  }
}
