import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { systemClock } from '../base/clock.ts';
import { Interventions } from '../engine/Interventions.ts';
import type { ApiContext, ApiParts } from './ApiParts.ts';
import { ActionExecution } from './action/ActionExecution.ts';
import { UpdateActionInput } from './action/inputs.ts';
import { ActionExecutionPayload } from './action/payloads.ts';
import { blame, payloadOf } from './errors/toUserError.ts';
import { Execution } from './execution/Execution.ts';
import { ChangeExecutionInput, ResumeExecutionInput, StopExecutionInput } from './execution/inputs.ts';
import { ExecutionPayload } from './execution/payloads.ts';
import { freshReads } from './freshReads.ts';
import { objectAt } from './objectAt.ts';
import { RerunTaskInput, SkipTaskInput } from './task/inputs.ts';
import { TaskPayload } from './task/payloads.ts';
import { TaskExecution } from './task/TaskExecution.ts';

const ID = ['input', 'id'];
const ENV = ['input', 'env'];

/** What people do to executions that are there. */
@Resolver()
export class InterventionResolver {
  @Mutation(() => ExecutionPayload, {
    description: 'Holds an execution and its sub-workflows: what runs may end, nothing more begins.',
  })
  pauseExecution(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => ChangeExecutionInput, { description: 'Which one.' }) { id, reason }: ChangeExecutionInput,
  ): Promise<ExecutionPayload> {
    return change(parts, id, (interventions) => interventions.pause(id, reason ?? null));
  }

  @Mutation(() => ExecutionPayload, { description: 'Lets a paused execution and its sub-workflows go on.' })
  resumeExecution(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => ResumeExecutionInput, { description: 'Which one.' }) { id, env }: ResumeExecutionInput,
  ): Promise<ExecutionPayload> {
    return change(parts, id, async (interventions) => interventions.resume(id, objectAt(ENV, env, null)));
  }

  @Mutation(() => ExecutionPayload, {
    description: 'Ends an execution and its sub-workflows as CANCELLED. One that has ended is left as it is.',
  })
  cancelExecution(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => ChangeExecutionInput, { description: 'Which one.' }) { id, reason }: ChangeExecutionInput,
  ): Promise<ExecutionPayload> {
    return change(parts, id, async (interventions) => interventions.stop(id, 'CANCELLED', reason ?? null));
  }

  @Mutation(() => ExecutionPayload, {
    description: 'Ends an execution at once, as SUCCESS, ERROR or CANCELLED. One that has ended is left as it is.',
  })
  stopExecution(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => StopExecutionInput, { description: 'Which one, and how.' })
    { id, state, reason }: StopExecutionInput,
  ): Promise<ExecutionPayload> {
    return change(parts, id, async (interventions) => interventions.stop(id, state, reason ?? null));
  }

  @Mutation(() => TaskPayload, {
    description: 'Runs a task again that failed or was cancelled, and lets its execution and those above go on.',
  })
  rerunTask(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => RerunTaskInput, { description: 'Which one.' }) { id, reset, env }: RerunTaskInput,
  ): Promise<TaskPayload> {
    return changeTask(parts, id, async (interventions) => interventions.rerunTask(id, reset, objectAt(ENV, env, null)));
  }

  @Mutation(() => TaskPayload, {
    description: 'Passes over a task that failed. Its execution goes on by `on-skip`, or else as if it had succeeded.',
  })
  skipTask(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => SkipTaskInput, { description: 'Which one.' }) { id }: SkipTaskInput,
  ): Promise<TaskPayload> {
    return changeTask(parts, id, (interventions) => interventions.skipTask(id));
  }

  @Mutation(() => ActionExecutionPayload, {
    description: 'Says of an action under way that it is paused, which holds its execution, or that it goes on.',
  })
  updateAction(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => UpdateActionInput, { description: 'Which one.' }) { id, state }: UpdateActionInput,
  ): Promise<ActionExecutionPayload> {
    return payloadOf<ActionExecutionPayload>({ actionExecution: null }, async () => {
      await interventionsOf(parts).updateAction(id, state).catch(blame(ID));
      const reads = freshReads(parts);
      const row = await reads.actions.byId(id);
      return { actionExecution: row && new ActionExecution(row, reads) };
    });
  }
}

function change(
  parts: ApiParts,
  id: string,
  work: (interventions: Interventions) => Promise<void>,
): Promise<ExecutionPayload> {
  return payloadOf<ExecutionPayload>({ execution: null, replayed: false }, async () => {
    await work(interventionsOf(parts)).catch(blame(ID));
    const reads = freshReads(parts);
    const row = await reads.executions.byId(id);
    return { execution: row && new Execution(row, reads), replayed: false };
  });
}

function changeTask(
  parts: ApiParts,
  id: string,
  work: (interventions: Interventions) => Promise<void>,
): Promise<TaskPayload> {
  return payloadOf<TaskPayload>({ taskExecution: null }, async () => {
    await work(interventionsOf(parts)).catch(blame(ID));
    const reads = freshReads(parts);
    const row = await reads.tasks.byId(id);
    return { taskExecution: row && new TaskExecution(row, reads) };
  });
}

const interventionsOf = (parts: ApiParts) => new Interventions({ ...parts, clock: systemClock });
