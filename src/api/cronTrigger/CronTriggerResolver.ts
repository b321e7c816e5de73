import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { whereIn, whereText } from '../../persistence/reads/filters.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { CronTriggerRow, ExecutionRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { BothWaysArguments, mapPage } from '../connection.ts';
import { blame, payloadOf } from '../errors/toUserError.ts';
import { Execution, ExecutionConnection } from '../execution/Execution.ts';
import { ExecutionPayload } from '../execution/payloads.ts';
import { freshReads } from '../freshReads.ts';
import { ownCronTrigger } from '../ownById.ts';
import { changesOf, newTriggerOf } from './asked.ts';
import { CronTrigger, CronTriggerConnection } from './CronTrigger.ts';
import {
  BackfillCronTriggerInput,
  CreateCronTriggerInput,
  CronTriggerFilter,
  CronTriggerIdInput,
  UpdateCronTriggerInput,
} from './inputs.ts';
import { BackfillCronTriggerPayload, CronTriggerPayload, DeleteCronTriggerPayload } from './payloads.ts';

const ID_PATH = ['input', 'id'];

/** Rules by which workflows are started at times. */
@Resolver(() => CronTrigger)
export class CronTriggerResolver {
  @Query(() => CronTrigger, { nullable: true, description: 'A cron trigger; null where there is none.' })
  cronTrigger(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<CronTrigger | null> {
    return ownCronTrigger(context, id);
  }

  @Query(() => CronTriggerConnection, { description: 'Cron triggers, in the order they were first stored.' })
  async cronTriggers(
    @Ctx() { parts, reads }: ApiContext,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
    @Arg('filter', () => CronTriggerFilter, { nullable: true, description: 'Which ones.' })
    filter?: CronTriggerFilter | null,
  ): Promise<CronTriggerConnection> {
    const narrow: Narrow<CronTriggerRow> = (query) => {
      query.andWhere('row.project_id = :projectId', { projectId: parts.projectId });
      whereText(query, 'name', filter?.name);
      whereText(query, 'workflow_name', filter?.workflowName);
      whereIn(query, 'state', filter?.state);
    };
    const page = await reads.cronTriggers.page(pageRequest(part), narrow);
    return new CronTriggerConnection(
      mapPage(page, (row) => new CronTrigger(row, reads)),
      () => reads.cronTriggers.count(narrow),
    );
  }

  @FieldResolver(() => ExecutionConnection, { description: 'The executions that it started, the newest first.' })
  async executions(
    @Root() { id, reads }: CronTrigger,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
  ): Promise<ExecutionConnection> {
    const narrow: Narrow<ExecutionRow> = (query) => {
      query.andWhere('row.trigger_id = :triggerId', { triggerId: id });
    };
    const page = await reads.executions.page(pageRequest(part), narrow);
    return new ExecutionConnection(
      mapPage(page, (row) => new Execution(row, reads)),
      () => reads.executions.count(narrow),
    );
  }

  @Mutation(() => CronTriggerPayload, {
    description: 'Stores a rule by which a workflow is started at times. The workflow has to take the input.',
  })
  createCronTrigger(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => CreateCronTriggerInput, { description: 'The rule.' }) input: CreateCronTriggerInput,
  ): Promise<CronTriggerPayload> {
    return payloadOf<CronTriggerPayload>({ cronTrigger: null }, async () => {
      const row = await parts.cronTriggers
        .create(parts.projectId, newTriggerOf(input))
        .catch(blame(['input', 'input']));
      return { cronTrigger: new CronTrigger(row, reads) };
    });
  }

  @Mutation(() => CronTriggerPayload, {
    description: 'Changes a cron trigger. A new schedule counts from now on; executions that run are not touched.',
  })
  updateCronTrigger(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateCronTriggerInput, { description: 'What is to change.' }) input: UpdateCronTriggerInput,
  ): Promise<CronTriggerPayload> {
    return changed(context, ({ cronTriggers, projectId }) =>
      cronTriggers.update(projectId, input.id, changesOf(input)),
    );
  }

  @Mutation(() => CronTriggerPayload, {
    description: 'Lets a cron trigger fire no more until it is resumed. Times that come meanwhile are not made up for.',
  })
  pauseCronTrigger(
    @Ctx() context: ApiContext,
    @Arg('input', () => CronTriggerIdInput, { description: 'Which one.' }) { id }: CronTriggerIdInput,
  ): Promise<CronTriggerPayload> {
    return changed(context, ({ cronTriggers, projectId }) => cronTriggers.pause(projectId, id));
  }

  @Mutation(() => CronTriggerPayload, { description: 'Lets a paused cron trigger fire again, from its next time on.' })
  resumeCronTrigger(
    @Ctx() context: ApiContext,
    @Arg('input', () => CronTriggerIdInput, { description: 'Which one.' }) { id }: CronTriggerIdInput,
  ): Promise<CronTriggerPayload> {
    return changed(context, ({ cronTriggers, projectId }) => cronTriggers.resume(projectId, id));
  }

  @Mutation(() => DeleteCronTriggerPayload, {
    description: 'Takes a cron trigger away. The executions that it started stay, and go on.',
  })
  deleteCronTrigger(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => CronTriggerIdInput, { description: 'Which one.' }) { id }: CronTriggerIdInput,
  ): Promise<DeleteCronTriggerPayload> {
    return payloadOf<DeleteCronTriggerPayload>({ deletedId: null }, async () => {
      await parts.cronTriggers.delete(parts.projectId, id).catch(blame(ID_PATH));
      return { deletedId: id };
    });
  }

  @Mutation(() => ExecutionPayload, {
    description:
      'Starts an execution as the cron trigger would, at once: whatever its schedule, its state and its overlap policy are. Counts for nothing.',
  })
  fireCronTrigger(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => CronTriggerIdInput, { description: 'Which one.' }) { id }: CronTriggerIdInput,
  ): Promise<ExecutionPayload> {
    return payloadOf<ExecutionPayload>({ execution: null, replayed: false }, async () => {
      const row = await parts.cronTriggers.fire(parts.projectId, id).catch(blame(ID_PATH));
      return { execution: new Execution(row, reads), replayed: false };
    });
  }

  @Mutation(() => BackfillCronTriggerPayload, {
    description:
      'Starts executions for the times of a range that have had none; 200 times at most. Asking twice starts nothing twice. Under `QUEUE` they wait for each other, else all start at once. Does not count as `remainingExecutions`.',
  })
  backfillCronTrigger(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => BackfillCronTriggerInput, { description: 'Which one, and the range.' })
    { id, from, to }: BackfillCronTriggerInput,
  ): Promise<BackfillCronTriggerPayload> {
    return payloadOf<BackfillCronTriggerPayload>({ executions: [], waitingTimes: [] }, async () => {
      const { executions, waiting } = await parts.cronTriggers
        .backfill(parts.projectId, id, { from, to })
        .catch(blame(ID_PATH));
      return { executions: executions.map((row) => new Execution(row, reads)), waitingTimes: waiting };
    });
  }
}

function changed(
  { parts }: ApiContext,
  work: (parts: ApiContext['parts']) => Promise<CronTriggerRow>,
): Promise<CronTriggerPayload> {
  return payloadOf<CronTriggerPayload>({ cronTrigger: null }, async () => {
    const row = await work(parts).catch(blame(ID_PATH));
    return { cronTrigger: new CronTrigger(row, freshReads(parts)) };
  });
}
