import type { DataSource } from 'typeorm';
import { DefinitionStore } from './DefinitionStore.ts';

/** Stored workflows and the texts they have had. */
export class WorkflowStore extends DefinitionStore {
  constructor(dataSource: DataSource) {
    super(dataSource, { definitions: 'workflow', revisions: 'workflow_revision', owner: 'workflow_id' });
  }
}
