import type { Clock } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { TurnStore } from '../persistence/TurnStore.ts';
import type { JobChannel } from '../queue/JobChannel.ts';
import type { QueueName } from '../queue/jobs.ts';
import type { Surroundings } from '../workflow/Draft.ts';
import type { WorkflowFacts } from '../workflow/Facts.ts';

/** Where a name of a definition counts. */
export interface NameScope {
  readonly projectId: Id;
  readonly namespace: string;
}

/** What a commit means for others. */
export interface News {
  /** Actions are to be run, by any executor. */
  readonly hasJobs: boolean;
  /** Actions are to be run, by executors that are named. */
  readonly hasTargetedJobs: boolean;
  /** There may be actions under way that nobody wants any more. */
  readonly hasStops: boolean;
  /** Executions have been told something. */
  readonly hasTurns: boolean;
  /** Triggers may have something to start. */
  readonly hasTriggers: boolean;
  readonly hasChanges: boolean;
  /** Actions that ran alone have ended. */
  readonly hasResults: boolean;
  /** When delayed jobs are due, and where. */
  readonly dueTimes: readonly { readonly queue: QueueName; readonly time: Date }[];
}

/** What the engine needs around it. */
export interface EngineParts {
  readonly turns: TurnStore;
  readonly channel: JobChannel;
  readonly clock: Clock;
  readonly log: Logger;
  specOf(workflowId: Id, revision: number): Promise<WorkflowSpec>;
  /** The current revision of a workflow, in the namespace or the default one; null where there is none. */
  workflowNamed(name: string, scope: NameScope): Promise<WorkflowFacts | null>;
  adhocAction(name: string, scope: NameScope): Promise<AdhocActionSpec | null>;
  hasAction: Surroundings['hasAction'];
  isInstant: Surroundings['isInstant'];
  actionProblem: Surroundings['actionProblem'];
  /** Called after a commit. */
  onCommitted(news: News): void;
}
