import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { systemClock } from '../../base/clock.ts';
import type { Reads } from '../../persistence/reads/Reads.ts';
import type { ReportEntry as Found } from '../../persistence/reads/readReport.ts';
import { ActionExecution } from '../action/ActionExecution.ts';
import { StateCounts } from '../stateCounts.ts';
import { TaskExecution } from '../task/TaskExecution.ts';
import { Execution } from './Execution.ts';

/** Earlier runs that an estimate goes by. */
const RUNS_LOOKED_AT = 20;
const FINAL: readonly string[] = ['SUCCESS', 'ERROR', 'CANCELLED'];

/** Why not all is shown that is below an entry of a report. */
export enum ReportCutReason {
  SIZE = 'size',
  DEPTH = 'depth',
}
registerEnumType(ReportCutReason, {
  name: 'ReportCutReason',
  description: 'Why not all is shown that is below an entry of a report.',
  valuesConfig: {
    SIZE: { description: 'The report would grow too large.' },
    DEPTH: { description: 'It is too far down: what is below was not looked at.' },
  },
});

@ObjectType('ReportCut', { description: 'That not all is shown that is below an entry of a report, and why.' })
export class ReportCut {
  @Field(() => ReportCutReason, { description: 'Why.' })
  readonly reason!: ReportCutReason;

  @Field(() => Int, { nullable: true, description: 'How much is left out; null where it was not looked at.' })
  readonly omitted!: number | null;
}

export const ReportItem = createUnionType({
  name: 'ReportItem',
  description: 'What an entry of a report is about.',
  types: () => [Execution, TaskExecution, ActionExecution] as const,
});

@ObjectType('ReportEntry', { description: 'One execution, task or action of a report.' })
export class ReportEntry {
  @Field(() => Int, { description: 'Levels below the execution: its tasks are 1, their actions and sub-workflows 2.' })
  readonly depth: number;

  @Field(() => ID, { nullable: true, description: 'The id of what it is a part of; null for the execution itself.' })
  readonly parentId: string | null;

  @Field(() => ReportItem, { description: 'What it is about.' })
  readonly item: Execution | TaskExecution | ActionExecution;

  @Field(() => ReportCut, { nullable: true, description: 'What is left out below it; null where nothing is.' })
  readonly cut: ReportCut | null;

  constructor(found: Found, reads: Reads) {
    const { depth, parentId, cut } = found;
    this.depth = depth;
    this.parentId = parentId;
    this.item = itemOf(found, reads);
    this.cut = cut && {
      reason: cut.reason as ReportCutReason,
      omitted: cut.reason === 'size' ? cut.omitted : null,
    };
  }
}

function itemOf(found: Found, reads: Reads): ReportEntry['item'] {
  switch (found.kind) {
    case 'execution':
      return new Execution(found.row, reads);
    case 'task':
      return new TaskExecution(found.row, reads);
    case 'action':
      return new ActionExecution(found.row, reads);
  }
}

@ObjectType('ExecutionStatistics', {
  description: 'How many things an execution and all its sub-workflows have, whatever a report leaves out.',
})
export class ExecutionStatistics {
  @Field(() => StateCounts, { description: 'Executions, this one included.' })
  readonly executions!: StateCounts;

  @Field(() => StateCounts, { description: 'Task executions.' })
  readonly tasks!: StateCounts;

  @Field(() => StateCounts, { description: 'Action executions, those included that do not count any more.' })
  readonly actions!: StateCounts;
}

@ObjectType('ExecutionReport', { description: 'What an execution is made of, all the way down.' })
export class ExecutionReport {
  @Field(() => [ReportEntry], {
    description: 'Each before what is below it, in the order they were made; of one task or execution at most 100.',
  })
  readonly entries: readonly ReportEntry[];

  @Field(() => Boolean, { description: 'Whether something is left out: `cut` of entries says where.' })
  readonly isCut: boolean;

  private readonly execution: Execution;

  constructor(execution: Execution, entries: readonly Found[]) {
    this.execution = execution;
    this.entries = entries.map((entry) => new ReportEntry(entry, execution.reads));
    this.isCut = entries.some(({ cut }) => cut !== null);
  }

  @Field(() => ExecutionStatistics, { description: 'Counted when asked for.' })
  async statistics(): Promise<ExecutionStatistics> {
    const rows = await this.execution.reads.runs.treeStates(this.execution.id);
    const of = (kind: string) => new StateCounts(rows.filter((row) => row.kind === kind));
    return { executions: of('EXECUTION'), tasks: of('TASK'), actions: of('ACTION') };
  }

  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds it will probably still take, by the last 20 runs of its workflow that ended in SUCCESS; 0 where it has ended or takes longer than they did, null where there are none.',
  })
  async estimatedRemainingSeconds(): Promise<number | null> {
    const { state, workflowId, createdAt, reads } = this.execution;
    if (FINAL.includes(state)) return 0;
    const earlier = await reads.runs.successes(workflowId, RUNS_LOOKED_AT);
    if (earlier.length === 0) return null;
    const total = earlier.reduce((sum, run) => sum + run.finished_at.getTime() - run.created_at.getTime(), 0);
    const elapsed = systemClock.now().getTime() - createdAt.getTime();
    return Math.max(0, total / earlier.length - elapsed) / 1000;
  }
}
