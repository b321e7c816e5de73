import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { GraphQLError } from 'graphql';
import { systemClock } from '../../base/clock.ts';
import { InputError, messageOf, NotFoundError } from '../../base/errors.ts';
import { parseJson, type Value } from '../../base/json.ts';
import { namedValues } from '../../base/namedValues.ts';
import { completeAction } from '../../engine/completeAction.ts';
import type { ApiParts } from '../ApiParts.ts';
import { formatError } from '../errors/formatError.ts';
import { BODY_LIMIT_BYTES, refuse } from './readBody.ts';

const STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  NOT_FOUND: 404,
  INVALID_STATE_TRANSITION: 409,
  LIMIT_EXCEEDED: 413,
  UNAVAILABLE: 503,
};

/** Whose the action is follows from its token. */
type CallbackParts = Pick<ApiParts, 'engine' | 'executions' | 'callbackTokens' | 'log'>;

/** How an action ended, as somebody outside says it. */
interface Ending {
  readonly state: string;
  readonly output: Value;
}

/**
 * Where asynchronous actions are completed by whoever has their address (`ctx.callback.url`), once: `POST` takes the body as the
 * result, `PUT` takes `{"state", "output"}` as Mistral's `/v2/action_executions/…` does.
 */
export function callbackRouter(parts: CallbackParts): Router {
  const readText = express.text({ type: () => true, limit: BODY_LIMIT_BYTES });
  const take = (endingOf: (request: Request) => Ending) => async (request: Request, response: Response) => {
    try {
      await complete(parts, String(request.params.token), endingOf(request));
      response.status(204).end();
    } catch (error) {
      const originalError = error instanceof Error ? error : new Error(messageOf(error));
      const shown = formatError(parts.log, new GraphQLError(originalError.message, { originalError }));
      response.status(STATUS[String(shown.extensions?.code)] ?? 500).json({ errors: [shown] });
    }
  };
  return express
    .Router()
    .use((request: Request, response: Response, next: NextFunction) => {
      readText(request, response, (error?: unknown) => (error ? refuse(response, error as Error) : next()));
    })
    .post('/:token', take(posted))
    .put('/:token', take(put));
}

async function complete(parts: CallbackParts, token: string, { state, output }: Ending): Promise<void> {
  const { engine, executions, callbackTokens } = parts;
  const actionExecutionId = callbackTokens.idOf(token);
  const projectId = actionExecutionId && (await executions.projectOfAction(actionExecutionId));
  // In the same words for a token of nobody's, and for one whose run is gone.
  if (!projectId) throw new NotFoundError('Callback', 'of this address');
  const completion = { projectId, actionExecutionId, state, output };
  await completeAction({ engine, executions, clock: systemClock }, completion);
}

/** The body is the result: what is JSON by its form as a value, anything else as a text. */
function posted({ body, query }: Request): Ending {
  const state = query.state === undefined ? 'SUCCESS' : String(query.state);
  return { state, output: typeof body === 'string' && body !== '' ? asValue(body) : null };
}

function put({ body }: Request): Ending {
  const { state, output = null } = namedValues(typeof body === 'string' ? asValue(body) : null) ?? {};
  if (typeof state !== 'string') throw new InputError('The body must be {"state": "SUCCESS", "output": …}.');
  return { state, output };
}

function asValue(text: string): Value {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
