import type { Clock } from '../base/clock.ts';
import { Bug } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import type { AccessStore } from '../persistence/AccessStore.ts';
import type { ProjectRow } from '../persistence/rows.ts';
import { DEFAULT_PROJECT, type Project } from './Principal.ts';

/** The projects there are. They never change and never go, so each is looked for once. */
export class Projects {
  private readonly byName = new Map<string, Project>([[DEFAULT_PROJECT.name, DEFAULT_PROJECT]]);
  private readonly byId = new Map<Id, Project>([[DEFAULT_PROJECT.id, DEFAULT_PROJECT]]);

  constructor(
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {}

  /** The project of that name, made where there is none. */
  async named(name: string): Promise<Project> {
    const known = this.byName.get(name);
    if (known) return known;
    const row = { id: newId(), name, created_at: this.clock.now() };
    return this.keep((await this.store.projectByName(name)) ?? (await this.store.insertProject(row)));
  }

  /** A project that something belongs to. */
  async withId(id: Id): Promise<Project> {
    const known = this.byId.get(id);
    if (known) return known;
    const row = await this.store.project(id);
    if (!row) throw new Bug(`There is no project ${id}.`);
    return this.keep(row);
  }

  private keep({ id, name }: ProjectRow): Project {
    const project = { id, name };
    this.byName.set(name, project);
    this.byId.set(id, project);
    return project;
  }
}
