import type { AdhocActionSpec } from './AdhocActionSpec.ts';
import type { WorkflowSpec } from './WorkflowSpec.ts';

/** Workflows and actions under one name. Their own names are the short ones, without `workbook.` in front. */
export interface WorkbookSpec {
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly workflows: readonly WorkflowSpec[];
  readonly actions: readonly AdhocActionSpec[];
}
