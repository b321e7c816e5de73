import type { RequestHandler, Response } from 'express';
import { messageOf, UserError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { Caller } from '../access/Caller.ts';
import type { Gate } from '../access/Gate.ts';
import { answer } from './readBody.ts';

/** Lets in who says who they are; others are told 401 before anything of their request is read. */
export function authenticate(gate: Gate, log: Logger): RequestHandler {
  return async (request, response, next) => {
    try {
      response.locals.caller = await gate.admit(request.headers.authorization);
    } catch (error) {
      return refuse(response, error, log);
    }
    next();
  };
}

/** Who was let in. */
export function callerOf({ locals }: Response): Caller {
  return locals.caller as Caller;
}

function refuse(response: Response, error: unknown, log: Logger): void {
  if (error instanceof UserError) {
    response.setHeader('WWW-Authenticate', 'Bearer realm="tramontane"');
    return answer(response, 401, error.code, error.message);
  }
  log.error({ error: messageOf(error) }, 'who asks could not be found out');
  answer(response, 503, 'UNAVAILABLE', 'Who you are cannot be found out at the moment. Try again in a moment.');
}
