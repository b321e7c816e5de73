/** How much of everything is measured. */
export interface Sizes {
  /** Rounds of bare queue, tasks with a snapshot and tasks with a cursor, so that other load meets all of them alike. */
  readonly rounds: number;
  readonly samplesPerRound: number;
  readonly warmUp: number;
  readonly tenTaskRuns: number;
  /** Of the long sequence. */
  readonly chainTasks: number;
  readonly fiftyTaskRuns: number;
  /** Of the largest `with-items`. */
  readonly items: number;
  readonly itemRuns: number;
  /** Of the largest join. */
  readonly branches: number;
  readonly joinRuns: number;
  /** Tasks that know a large value, and how large it is. */
  readonly carryingTasks: number;
  readonly carriedBytes: number;
  readonly bursts: number;
  readonly executionsPerBurst: number;
  readonly jobsPerBatchRun: number;
  readonly syncs: number;
  readonly settleMs: number;
  readonly idleMs: number;
  readonly countedExecutions: number;
  /** Rows of a context that an expression filters and sorts. */
  readonly rows: number;
}

export const FULL: Sizes = {
  rounds: 5,
  samplesPerRound: 60,
  warmUp: 150,
  tenTaskRuns: 20,
  chainTasks: 1_000,
  fiftyTaskRuns: 10,
  items: 10_000,
  itemRuns: 5,
  branches: 1_000,
  joinRuns: 5,
  carryingTasks: 1_000,
  carriedBytes: 100_000,
  bursts: 3,
  executionsPerBurst: 1_000,
  jobsPerBatchRun: 1_000,
  syncs: 200,
  settleMs: 3_000,
  idleMs: 10_000,
  countedExecutions: 20,
  rows: 10_000,
};

/** Enough to see that everything works; the times mean little. */
export const QUICK: Sizes = {
  rounds: 1,
  samplesPerRound: 20,
  warmUp: 20,
  tenTaskRuns: 4,
  chainTasks: 60,
  fiftyTaskRuns: 1,
  items: 400,
  itemRuns: 1,
  branches: 200,
  joinRuns: 1,
  carryingTasks: 30,
  carriedBytes: 100_000,
  bursts: 1,
  executionsPerBurst: 200,
  jobsPerBatchRun: 200,
  syncs: 50,
  settleMs: 500,
  idleMs: 2_000,
  countedExecutions: 5,
  rows: 500,
};

/** Clients that start executions at the same time. */
export const CLIENTS = 16;
