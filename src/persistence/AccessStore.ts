import type { DataSource } from 'typeorm';
import type { Id } from '../base/ids.ts';
import { isDuplicate } from './isDuplicate.ts';
import type { ApiTokenRow, ProjectRow } from './rows.ts';

/** Stored projects and API tokens. */
export class AccessStore {
  constructor(private readonly dataSource: DataSource) {}

  project(id: Id): Promise<ProjectRow | null> {
    return this.projects().findOneBy({ id });
  }

  projectByName(name: string): Promise<ProjectRow | null> {
    return this.projects().findOneBy({ name });
  }

  /** Stores a project; answers the one of that name that is there, where somebody was faster. */
  async insertProject(row: ProjectRow): Promise<ProjectRow> {
    try {
      await this.projects().insert(row);
      return row;
    } catch (error) {
      const first = isDuplicate(error) ? await this.projectByName(row.name) : null;
      if (!first) throw error;
      return first;
    }
  }

  token(id: Id): Promise<ApiTokenRow | null> {
    return this.apiTokens().findOneBy({ id });
  }

  tokens(): Promise<ApiTokenRow[]> {
    return this.apiTokens().find({ order: { id: 'ASC' } });
  }

  async insertToken(row: ApiTokenRow): Promise<void> {
    await this.apiTokens().insert(row);
  }

  /** False where there is no such token. One that is revoked already keeps its time. */
  async revokeToken(id: Id, at: Date): Promise<boolean> {
    const row = await this.token(id);
    if (row && !row.revoked_at) await this.apiTokens().update({ id }, { revoked_at: at });
    return row !== null;
  }

  private projects() {
    return this.dataSource.getRepository<ProjectRow>('project');
  }

  private apiTokens() {
    return this.dataSource.getRepository<ApiTokenRow>('api_token');
  }
}
