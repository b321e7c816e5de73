import { systemClock } from '../../src/base/clock.ts';
import { newId } from '../../src/base/ids.ts';
import { AdhocActions } from '../../src/catalog/AdhocActions.ts';
import { Environments } from '../../src/catalog/Environments.ts';
import { Workbooks } from '../../src/catalog/Workbooks.ts';
import { Workflows } from '../../src/catalog/Workflows.ts';
import { AdhocActionStore } from '../../src/persistence/AdhocActionStore.ts';
import { EnvironmentStore } from '../../src/persistence/EnvironmentStore.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { WorkbookStore } from '../../src/persistence/WorkbookStore.ts';
import { WorkflowStore } from '../../src/persistence/WorkflowStore.ts';
import type { TestDatabase } from '../support/databases.ts';

/** What is stored, on a database of a test's own. `plugin.action` is the only action of a plugin. */
export class CatalogBench {
  /** A project of this bench's own. */
  readonly projectId = newId();
  readonly workflows: Workflows;
  readonly actions: AdhocActions;
  readonly workbooks: Workbooks;
  readonly environments: Environments;

  private constructor(
    readonly server: TestDatabase,
    readonly database: Database,
  ) {
    const { dataSource } = database;
    this.workflows = new Workflows(new WorkflowStore(dataSource), systemClock);
    this.actions = new AdhocActions(new AdhocActionStore(dataSource), systemClock, (name) => name === 'plugin.action');
    this.workbooks = new Workbooks({
      store: new WorkbookStore(dataSource),
      workflows: this.workflows,
      actions: this.actions,
      clock: systemClock,
    });
    this.environments = new Environments(new EnvironmentStore(dataSource), systemClock);
  }

  static async open(create: () => Promise<TestDatabase>): Promise<CatalogBench> {
    const server = await create();
    return new CatalogBench(server, await openDatabase(server.url));
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.server.drop();
  }

  /** What a request gives beside a text. */
  given(namespace = '', tags: readonly string[] = []) {
    return { projectId: this.projectId, namespace, visibility: 'PRIVATE', tags };
  }

  /** The names of all that is stored in some tables. */
  async names(...tables: readonly string[]): Promise<string[]> {
    const rows = await Promise.all(
      tables.map((table) => this.database.dataSource.getRepository<{ name: string }>(table).find()),
    );
    return rows
      .flat()
      .map(({ name }) => name)
      .sort();
  }
}
