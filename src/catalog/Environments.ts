import { Batcher } from '../base/Batcher.ts';
import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, NotFoundError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { isStorable } from '../base/isStorable.ts';
import { parseJson, type Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';
import type { EnvironmentStore } from '../persistence/EnvironmentStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { EnvironmentRow } from '../persistence/rows.ts';
import { checkEnvironmentName, variablesText } from './checkEnvironment.ts';

const BATCH_LIMIT = 256;

type Variables = Readonly<Record<string, Value>>;

export interface NewEnvironment {
  readonly projectId: Id;
  readonly name: string;
  readonly description: string | null;
  readonly variables: Value;
  readonly visibility: string;
}

/** What is absent stays as it is. */
export interface ChangedEnvironment {
  readonly projectId: Id;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly variables?: Value | undefined;
  readonly visibility?: string | undefined;
}

/** The environments that are stored: variables under a name, which an execution copies when it starts. */
export class Environments {
  private readonly lookups = new Batcher((batch: Lookup[]) => this.lookUp(batch), BATCH_LIMIT);

  constructor(
    private readonly store: EnvironmentStore,
    private readonly clock: Clock,
  ) {}

  /** Throws `InputError`, `LimitError` or `AlreadyExistsError`. */
  async create({ projectId, name, description, variables, visibility }: NewEnvironment): Promise<EnvironmentRow> {
    checkEnvironmentName(name);
    const now = this.clock.now();
    const row: EnvironmentRow = {
      id: newId(),
      project_id: projectId,
      name,
      description,
      variables: variablesText(variables),
      scope: visibility,
      created_at: now,
      updated_at: now,
    };
    await this.store.insert(row).catch((error: unknown) => {
      throw isDuplicate(error) ? new AlreadyExistsError('Environment', name).at(['input', 'name']) : error;
    });
    return row;
  }

  /** Replaces the variables as a whole; executions keep those they started with. Throws `NotFoundError` and as `create`. */
  async update({ projectId, name, ...changes }: ChangedEnvironment): Promise<EnvironmentRow> {
    const { description, variables, visibility } = changes;
    const row = await this.store.update(projectId, name, {
      ...(description !== undefined && { description }),
      ...(variables !== undefined && { variables: variablesText(variables) }),
      ...(visibility !== undefined && { scope: visibility }),
      updated_at: this.clock.now(),
    });
    if (!row) throw new NotFoundError('Environment', name).at(['input', 'name']);
    return row;
  }

  /** Throws `NotFoundError`. */
  async delete(id: Id, projectId: Id): Promise<void> {
    if (!(await this.store.remove(projectId, id))) throw new NotFoundError('Environment', id);
  }

  async find(name: string, projectId: Id): Promise<EnvironmentRow | null> {
    // Those who share the statement would share its failure.
    if (!isStorable(name)) return null;
    return (await this.lookups.add({ projectId, name })) ?? null;
  }

  /** The variables of an environment; null where there is none of this name. */
  async get(name: string, projectId: Id): Promise<Variables | null> {
    const row = await this.find(name, projectId);
    return row && (namedValues(parseJson(row.variables)) ?? null);
  }

  private async lookUp(lookups: readonly Lookup[]): Promise<(EnvironmentRow | undefined)[]> {
    const byProject = Map.groupBy(lookups, ({ projectId }) => projectId);
    const found = await Promise.all(
      [...byProject].map(([projectId, group]) =>
        this.store.byNames(projectId, [...new Set(group.map(({ name }) => name))]),
      ),
    );
    const rows = found.flat();
    return lookups.map(({ projectId, name }) => rows.find((row) => row.project_id === projectId && row.name === name));
  }
}

interface Lookup {
  readonly projectId: Id;
  readonly name: string;
}
