import type { Id } from '../base/ids.ts';
import type { DefinitionRow, RevisionRow } from '../persistence/rows.ts';

/** A part of a text that is stored under a name of its own. That of a workbook's member has the workbook's in front. */
export interface Definition<Spec> {
  readonly name: string;
  readonly spec: Spec;
  /** Parses alone, and gives the name without that of the workbook. */
  readonly text: string;
  /** Where it stands in the whole text. */
  readonly path: readonly string[];
}

export interface StoredDefinition {
  readonly row: DefinitionRow;
  readonly revision: RevisionRow;
}

export interface DefinitionScope {
  readonly projectId: Id;
  readonly namespace: string;
}

export interface NewDefinitions extends DefinitionScope {
  readonly visibility: string;
  /** Beside those that the text itself gives. */
  readonly tags: readonly string[];
}

/** What is absent stays as it is. */
export interface ChangedDefinitions extends DefinitionScope {
  readonly visibility?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}
