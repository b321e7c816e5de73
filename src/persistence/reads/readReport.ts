import type { Id } from '../../base/ids.ts';
import type { LightAction, LightExecution, LightTask, Reads } from './Reads.ts';
import type { TableReads } from './TableReads.ts';

/** One execution, task or action. */
export type ReportItem =
  | { readonly kind: 'execution'; readonly row: LightExecution }
  | { readonly kind: 'task'; readonly row: LightTask }
  | { readonly kind: 'action'; readonly row: LightAction };

export type ReportEntry = ReportItem & {
  /** Levels below the execution that is reported. */
  readonly depth: number;
  readonly parentId: Id | null;
  readonly cut: ReportCut | null;
};

/** Why not all is shown that is below an entry. */
export type ReportCut =
  | { readonly reason: 'size'; readonly omitted: number }
  /** What is below was not looked at. */
  | { readonly reason: 'depth' };

export interface ReportRequest {
  /** Only what has ended in ERROR, from the execution down to what failed. */
  readonly errorsOnly: boolean;
  /** Levels below the execution: its tasks are 1, their actions and sub-workflows 2. */
  readonly maxDepth: number;
  /** Entries in all. */
  readonly limit: number;
}

/** Of each parent, so that no single one takes all the room. */
const MOST_OF_ONE = 100;

/**
 * An execution with its tasks, their actions and sub-workflows, and so on down: each before what is below it. Three statements for
 * each level of executions, however many there are.
 */
export async function readReport(reads: Reads, root: LightExecution, request: ReportRequest): Promise<ReportEntry[]> {
  const report = new Report(request);
  const top = new Branch({ kind: 'execution', row: root }, 0, null);
  for (let executions = [top]; executions.length > 0; ) {
    const tasks = await report.grow(executions, reads.tasks, 'execution_id', (row) => ({ kind: 'task', row }));
    await report.grow(tasks, reads.actions, 'task_id', (row) => ({ kind: 'action', row }));
    executions = await report.grow(tasks, reads.executions, 'parent_task_id', (row) => ({ kind: 'execution', row }));
  }
  return top.entries();
}

/** An entry, and what is found below it. */
class Branch {
  readonly branches: Branch[] = [];
  omitted = 0;
  isTooDeep = false;

  constructor(
    private readonly item: ReportItem,
    readonly depth: number,
    private readonly parentId: Id | null,
  ) {}

  get id(): Id {
    return this.item.row.id;
  }

  entries(): ReportEntry[] {
    const own: ReportEntry = { ...this.item, depth: this.depth, parentId: this.parentId, cut: this.cut() };
    return [own, ...this.branches.flatMap((branch) => branch.entries())];
  }

  private cut(): ReportCut | null {
    if (this.isTooDeep) return { reason: 'depth' };
    return this.omitted > 0 ? { reason: 'size', omitted: this.omitted } : null;
  }
}

/** A report that grows level by level, until there is nothing more or no more room. */
class Report {
  private room: number;

  constructor(private readonly request: ReportRequest) {
    this.room = request.limit - 1;
  }

  /** Finds what one table has below some branches; answers with what was found. */
  async grow<Row extends { id: Id }, Light extends { id: Id }>(
    parents: readonly Branch[],
    table: TableReads<Row, Light>,
    column: keyof Row & string,
    itemOf: (row: Light) => ReportItem,
  ): Promise<Branch[]> {
    if (parents.some((parent) => parent.depth >= this.request.maxDepth)) {
      for (const parent of parents) parent.isTooDeep = true;
      return [];
    }
    const share = Math.floor(this.room / Math.max(1, parents.length));
    // At least one, because only who has a row tells how many there are.
    const limit = Math.min(MOST_OF_ONE, Math.max(1, share));
    const states = this.request.errorsOnly ? { states: ['ERROR'] } : {};
    const parts = await table.ofParents(
      column,
      parents.map(({ id }) => id),
      { limit, ...states },
    );
    return parents.flatMap((parent) => {
      const { rows, total } = parts.get(parent.id) ?? { rows: [], total: 0 };
      const shown = rows.slice(0, this.room).map((row) => new Branch(itemOf(row), parent.depth + 1, parent.id));
      this.room -= shown.length;
      parent.omitted += total - shown.length;
      parent.branches.push(...shown);
      return shown;
    });
  }
}
