import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { runAction } from '../../engine/runAction.ts';
import type { ApiContext, ApiParts } from '../ApiParts.ts';
import { payloadOf } from '../errors/toUserError.ts';
import { freshReads } from '../freshReads.ts';
import { ActionExecution } from './ActionExecution.ts';
import { RunActionInput } from './inputs.ts';
import { ActionExecutionPayload } from './payloads.ts';
import { runOf } from './runOf.ts';

/** Actions that run alone. */
@Resolver()
export class RunActionResolver {
  @Mutation(() => ActionExecutionPayload, {
    description:
      'Runs one action without a workflow. When this answers it is queued, or has ended where the answer waits for that. ' +
      'Of a run that is not kept the answer is all there is: its id leads to nothing afterwards.',
  })
  runAction(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => RunActionInput, { description: 'What to run.' }) input: RunActionInput,
  ): Promise<ActionExecutionPayload> {
    return payloadOf<ActionExecutionPayload>({ actionExecution: null }, async () => {
      const asked = runOf(parts.projectId, input);
      const { id, hasEnded } = await runAction(parts, asked);
      return { actionExecution: await (hasEnded && !asked.isKept ? takeAway(parts, id) : read(parts, id)) };
    });
  }
}

async function read(parts: ApiParts, id: string): Promise<ActionExecution | null> {
  const reads = freshReads(parts);
  const row = await reads.actions.byId(id);
  return row && new ActionExecution(row, reads);
}

/** Read whole, because what is read remains with the request, and removed. */
async function takeAway(parts: ApiParts, id: string): Promise<ActionExecution | null> {
  const action = await read(parts, id);
  await Promise.all([action?.input(), action?.output()]);
  await parts.actionRuns.remove(id);
  return action;
}
