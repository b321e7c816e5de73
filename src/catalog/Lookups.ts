import { Batcher } from '../base/Batcher.ts';
import { isId } from '../base/ids.ts';
import { isStorable } from '../base/isStorable.ts';
import type { DefinitionStore } from '../persistence/DefinitionStore.ts';
import type { DefinitionRow } from '../persistence/rows.ts';
import type { DefinitionScope } from './Definition.ts';

interface Lookup extends DefinitionScope {
  readonly nameOrId: string;
}

const BATCH_LIMIT = 256;

/** Finds definitions of one kind by name or id; who asks at the same time shares a statement. */
export class Lookups {
  private readonly lookups = new Batcher((batch: Lookup[]) => this.lookUp(batch), BATCH_LIMIT);

  constructor(private readonly store: DefinitionStore) {}

  /** As Mistral: what is not in the namespace asked for is looked for in the default one. */
  async find(nameOrId: string, { projectId, namespace }: DefinitionScope): Promise<DefinitionRow | null> {
    // Those who share the statement would share its failure.
    if (!isStorable(nameOrId) || !isStorable(namespace)) return null;
    return (await this.lookups.add({ projectId, namespace, nameOrId })) ?? null;
  }

  /** One statement for each namespace, and one for ids, however many ask at the same time. */
  private async lookUp(lookups: readonly Lookup[]): Promise<(DefinitionRow | undefined)[]> {
    const groups = Map.groupBy(lookups, ({ projectId, namespace, nameOrId }) =>
      isId(nameOrId) ? 'ids' : `${projectId}/${namespace}`,
    );
    const rows = (await Promise.all([...groups.values()].map((group) => this.rowsFor(group)))).flat();
    return lookups.map((lookup) => bestOf(rows, lookup));
  }

  private rowsFor(group: readonly Lookup[]): Promise<DefinitionRow[]> {
    const [{ projectId, namespace, nameOrId }] = group as [Lookup];
    const names = [...new Set(group.map((each) => each.nameOrId))];
    return isId(nameOrId)
      ? this.store.byIds(names)
      : this.store.byNames({ projectId, namespaces: [...new Set([namespace, ''])], names });
  }
}

function bestOf(rows: readonly DefinitionRow[], { projectId, namespace, nameOrId }: Lookup): DefinitionRow | undefined {
  const own = rows.filter((row) => row.project_id === projectId && (row.id === nameOrId || row.name === nameOrId));
  if (isId(nameOrId)) return own[0];
  return own.find((row) => row.namespace === namespace) ?? own.find((row) => row.namespace === '');
}
