import type { DataSource } from 'typeorm';
import { DefinitionStore } from './DefinitionStore.ts';

/** Stored ad-hoc actions and the texts they have had. */
export class AdhocActionStore extends DefinitionStore {
  constructor(dataSource: DataSource) {
    super(dataSource, { definitions: 'adhoc_action', revisions: 'adhoc_action_revision', owner: 'action_id' });
  }
}
