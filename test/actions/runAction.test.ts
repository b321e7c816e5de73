import { describe, expect, it } from 'vitest';
import { EgressPolicy } from '../../src/actions/egress.ts';
import { runAction } from '../../src/actions/runAction.ts';
import { z } from '../../src/actions/sdk.ts';
import { Float } from '../../src/base/json.ts';
import { actionThat, runRequest } from './runRequest.ts';

describe('running an action', () => {
  it('gives the result as a value', async () => {
    expect(
      await runAction(
        actionThat(() => ({ at: new Date(0) })),
        {},
        runRequest(),
      ),
    ).toEqual({
      state: 'SUCCESS',
      output: { at: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('does not begin with an invalid input', async () => {
    const action = actionThat(() => expect.unreachable());
    expect(await runAction(action, { vlaue: 1 }, runRequest())).toMatchObject({
      state: 'ERROR',
      error: { code: 'INVALID_INPUT', message: "Invalid input [name=test.act, unexpected=['vlaue']]", retry: false },
    });
  });

  it('makes an error of what the action throws, with a text as its result', async () => {
    const request = runRequest();
    const result = await runAction(
      actionThat(() => Promise.reject(new Error('no luck'))),
      {},
      request,
    );
    expect(result).toEqual({
      state: 'ERROR',
      error: { code: 'EXCEPTION', message: 'no luck' },
      output: `Action 'test.act' failed [action_ex_id=${request.ids.actionExecutionId}]: no luck`,
    });
  });

  it('keeps what the action says when it fails on purpose', async () => {
    const failure = { code: 'FULL', message: 'no space', retry: { afterSeconds: 5 }, data: { free: new Float(0) } };
    const result = await runAction(
      actionThat((_, ctx) => ctx.fail(failure)),
      {},
      runRequest(),
    );
    expect(result).toEqual({ state: 'ERROR', error: failure, output: failure.data });
  });

  it('leaves out data of a failure that cannot be stored', async () => {
    const action = actionThat((_, ctx) => ctx.fail({ code: 'X', message: 'bad', data: () => 1 }));
    expect(await runAction(action, {}, runRequest())).toMatchObject({
      error: { code: 'X', message: expect.stringContaining('its data is left out') as string },
    });
  });

  it.each([undefined, null, 'text', Object.create(null)])('survives that %o is thrown', async (thrown) => {
    const action = actionThat(() => {
      throw thrown;
    });
    expect(await runAction(action, {}, runRequest())).toMatchObject({ state: 'ERROR', error: { code: 'EXCEPTION' } });
  });

  it('refuses a result that cannot be stored', async () => {
    const result = await runAction(
      actionThat(() => ({ a: () => 1 })),
      {},
      runRequest(),
    );
    expect(result).toMatchObject({
      error: { code: 'NOT_SERIALISABLE', message: expect.stringContaining('at a') as string },
    });
  });

  it('refuses a result that the output schema does not allow, and keeps what it does', async () => {
    const output = z.object({ n: z.int() });
    const result = await runAction(
      actionThat(() => ({ n: 'x' }), { output }),
      {},
      runRequest(),
    );
    expect(result).toMatchObject({
      error: { code: 'INVALID_OUTPUT', message: expect.stringMatching(/^Invalid output: n: /) as string },
    });
    const kept = await runAction(
      actionThat(() => ({ n: 1, more: 2 }), { output }),
      {},
      runRequest(),
    );
    expect(kept).toMatchObject({ output: { n: 1, more: 2 } });
  });

  it('leaves an asynchronous action pending, unless it fails to begin', async () => {
    const mode = 'async';
    expect(
      await runAction(
        actionThat(() => () => 1, { mode }),
        {},
        runRequest(),
      ),
    ).toEqual({ state: 'PENDING' });
    const failing = actionThat((_, ctx) => ctx.fail({ code: 'X', message: 'x' }), { mode });
    expect(await runAction(failing, {}, runRequest())).toMatchObject({ state: 'ERROR' });
  });

  it.each([
    ['TIMEOUT', new DOMException('time is up', 'TimeoutError')],
    ['ABORTED', new Error('cancelled by Ada')],
  ])('says %s when the signal made it break off', async (code, reason) => {
    const controller = new AbortController();
    const action = actionThat((_, { signal }) => {
      controller.abort(reason);
      throw new DOMException(signal.aborted ? 'aborted' : '', 'AbortError');
    });
    const result = await runAction(action, {}, runRequest({ signal: controller.signal }));
    expect(result).toMatchObject({ error: { code, message: reason.message } });
  });

  it('passes on logs, progress, ids and the deadline', async () => {
    const deadline = new Date(5);
    const request = runRequest({ deadline, attempt: 2, isSimulation: true });
    const action = actionThat((_, ctx) => {
      ctx.log.warn('careful', { n: 1 });
      ctx.progress(3, 'nearly');
      ctx.progress(Number.NaN);
      return {
        ...ctx.ids,
        attempt: ctx.attempt,
        at: ctx.deadline,
        dry: ctx.isSimulation,
        key: ctx.idempotencyKey,
        ...ctx.callback,
      };
    });
    const { idempotencyKey: key, ids } = request;
    const output = { ...ids, attempt: 2, at: deadline.toISOString(), dry: true, key };
    expect(await runAction(action, {}, request)).toEqual({ state: 'SUCCESS', output });
    expect(request.lines).toEqual([{ level: 'warn', message: 'careful', fields: { n: 1 } }]);
    expect(request.steps).toEqual([
      { fraction: 1, message: 'nearly' },
      { fraction: 0, message: undefined },
    ]);
  });

  it('keeps its secrets out of lines, progress, messages and data', async () => {
    const request = runRequest({ secrets: { TOKEN: 'hunter2' } });
    const action = actionThat(
      (_, ctx) => {
        const token = ctx.secrets.get('TOKEN');
        ctx.log.info(`with ${token}`, { header: `Bearer ${token}` });
        ctx.progress(0.5, token);
        throw ctx.fail({ code: 'DENIED', message: `no ${token}`, data: { sent: [token], price: 2 } });
      },
      { secrets: ['TOKEN'] },
    );
    const result = await runAction(action, {}, request);
    expect(result).toMatchObject({ error: { message: 'no ***' }, output: { sent: ['***'], price: 2 } });
    expect(request.lines).toEqual([{ level: 'info', message: 'with ***', fields: { header: 'Bearer ***' } }]);
    expect(request.steps).toEqual([{ fraction: 0.5, message: '***' }]);
  });

  it('leaves out data that cannot be told without a secret', async () => {
    const request = runRequest({ secrets: { TOKEN: '":"x' } });
    const action = actionThat((_, ctx) => ctx.fail({ code: 'X', message: 'no', data: { a: 'x' } }), {
      secrets: ['TOKEN'],
    });
    expect(await runAction(action, {}, request)).toMatchObject({
      error: { message: expect.stringContaining('left out') as string },
    });
  });

  it('tells where its result is taken, and fails where nobody takes one', async () => {
    const action = actionThat((_, ctx) => [ctx.callback.url, ctx.callback.token, ctx.callback.actionExecutionId]);
    const callback = { url: 'http://127.0.0.1/callbacks/abc', token: 'abc' };
    const request = runRequest({ callback });
    expect(await runAction(action, {}, request)).toMatchObject({
      output: [callback.url, 'abc', request.ids.actionExecutionId],
    });
    expect(await runAction(action, {}, runRequest())).toMatchObject({ error: { code: 'NO_CALLBACK' } });
  });

  it('reaches the declared hosts only', async () => {
    const action = (network: string[]) =>
      actionThat((_, ctx) => ctx.fetch('http://localhost:1/').then(() => null), { network });
    const request = runRequest({ egress: new EgressPolicy(['localhost']) });
    const codes = [[], ['*.localhost'], ['example.test'], ['localhost']].map(async (network) => {
      const result = await runAction(action(network), {}, request);
      return result.state === 'ERROR' && result.error.code;
    });
    expect(await Promise.all(codes)).toEqual(['EGRESS_DENIED', 'EGRESS_DENIED', 'EGRESS_DENIED', 'NETWORK']);
  });

  it('hands out declared secrets only', async () => {
    const request = runRequest({ secrets: { A: 'a', B: 'b' } });
    const asking = (name: string) => actionThat((_, ctx) => ctx.secrets.get(name), { secrets: ['A', 'C'] });
    expect(await runAction(asking('A'), {}, request)).toMatchObject({ output: 'a' });
    expect(await runAction(asking('B'), {}, request)).toMatchObject({ error: { code: 'SECRET_NOT_DECLARED' } });
    expect(await runAction(asking('C'), {}, request)).toMatchObject({ error: { code: 'SECRET_NOT_SET' } });
  });
});
