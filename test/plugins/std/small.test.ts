import { describe, expect, it } from 'vitest';
import { checkInput } from '../../../src/actions/input.ts';
import { parseJson, stringifyJson, type Value } from '../../../src/base/json.ts';
import { actionNamed, run } from '../checkout.ts';

describe('std.noop', () => {
  it('succeeds with null and takes no input', async () => {
    expect(await run('std.noop')).toEqual({ state: 'SUCCESS', output: null });
    expect(await run('std.noop', { a: 1 })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });
});

describe('std.async_noop', () => {
  it('stays pending', async () => {
    expect(await run('std.async_noop')).toEqual({ state: 'PENDING' });
  });
});

describe('std.echo', () => {
  it('returns its output to the letter', async () => {
    const text = '{"output":{"b":2.0,"a":[1e+300,123456789012345678901],"2":null,"1":"<% $ %>"}}';
    const result = await run('std.echo', parseJson(text));
    expect(result.state === 'SUCCESS' && `{"output":${stringifyJson(result.output)}}`).toBe(text);
  });

  it.each([0, -1, '0', ' -2.5 '])('waits no time for a delay of %o', async (delay) => {
    expect(await run('std.echo', { output: null, delay })).toEqual({ state: 'SUCCESS', output: null });
  });

  it('refuses a delay that is no number', async () => {
    expect(await run('std.echo', { output: 1, delay: 'soon' })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });

  it('ends at once when it is cancelled while it waits', async () => {
    const signal = AbortSignal.abort(new Error('cancelled by Ada'));
    expect(await run('std.echo', { output: 1, delay: 3600 }, { signal })).toMatchObject({
      error: { code: 'ABORTED', message: 'cancelled by Ada' },
    });
  });

  it('needs an output', async () => {
    expect(await run('std.echo')).toMatchObject({
      error: { message: "Invalid input [name=std.echo, missing=['output']]" },
    });
  });
});

describe('std.fail', () => {
  it.each([null, false, 0, '', [], {}, parseJson('0.0')])('fails with a text for error data of %o', async (data) => {
    const result = await run('std.fail', { error_data: data });
    expect(result).toMatchObject({ state: 'ERROR', error: { code: 'FAILED' } });
    expect(result.state === 'ERROR' && result.output).toMatch(/^Action 'std.fail' failed \[action_ex_id=.+\]: /);
  });

  it('fails with its error data', async () => {
    const result = await run('std.fail', parseJson('{"error_data": {"a": 2.0}}'));
    expect(result.state === 'ERROR' && stringifyJson(result.output)).toBe('{"a":2.0}');
  });
});

describe('std.sleep', () => {
  it('sleeps as long as it is told', async () => {
    expect(await run('std.sleep', { seconds: 0.001 })).toEqual({ state: 'SUCCESS', output: null });
    expect(await run('std.sleep', { seconds: '-1' })).toEqual({ state: 'SUCCESS', output: null });
  });

  it('ends at once at the timeout', async () => {
    const controller = new AbortController();
    const running = run('std.sleep', { seconds: 3600 }, { signal: controller.signal });
    controller.abort(new DOMException('timed out', 'TimeoutError'));
    expect(await running).toMatchObject({ state: 'ERROR', error: { code: 'TIMEOUT' } });
  });

  it('refuses to sleep longer than a timer can', async () => {
    expect(await run('std.sleep', { seconds: 1e9 })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });
});

describe('std.test_dict', () => {
  it.each([
    [{}, '{}'],
    [{ size: 2 }, '{"0":"","1":""}'],
    [{ size: 3, key_prefix: 'kk', val: 9 }, '{"kk0":9,"kk1":9,"kk2":9}'],
    [
      { size: 11, key_prefix: '1', val: 0 },
      '{"10":0,"11":0,"12":0,"13":0,"14":0,"15":0,"16":0,"17":0,"18":0,"19":0,"110":0}',
    ],
    [{ size: -1 }, '{}'],
  ])('makes of %o the dictionary %s', async (input, text) => {
    const result = await run('std.test_dict', input);
    expect(result.state === 'SUCCESS' && stringifyJson(result.output)).toBe(text);
  });

  it('fails while running when the size is no number', async () => {
    expect(await run('std.test_dict', { size: 'x' })).toMatchObject({ state: 'ERROR' });
  });
});

const STANDARD = [
  ...[
    'noop',
    'async_noop',
    'echo',
    'fail',
    'sleep',
    'test_dict',
    'http',
    'mistral_http',
    'email',
    'ssh',
    'ssh_proxied',
  ],
  ...['javascript', 'js'],
].map((name) => `std.${name}`);

describe('the standard actions', () => {
  it.each(STANDARD)('include %s, with a description of everything and examples that it takes', (name) => {
    const action = actionNamed(name);
    const parameters = Object.entries(
      (action.inputSchema.properties ?? {}) as Record<string, { description?: string }>,
    );
    expect(action.description).toMatch(/^[A-Z].*\.$/);
    expect(parameters.filter(([, schema]) => !schema.description).map(([parameter]) => parameter)).toEqual([]);
    expect(action.examples.length).toBeGreaterThan(0);
    expect(action.examples.flatMap(({ input }) => checkInput(action, input as Value))).toEqual([]);
  });

  it('are mistaken for asynchronous ones by nobody', () => {
    const isAsync = (name: string) => actionNamed(name).mode === 'async';
    expect(STANDARD.filter(isAsync)).toEqual(['std.async_noop', 'std.mistral_http']);
  });

  it('say which of them end at once', () => {
    const isInstant = (name: string) => actionNamed(name).instant;
    expect(['std.noop', 'std.echo', 'std.fail', 'std.test_dict'].every(isInstant)).toBe(true);
    expect(['std.sleep', 'std.async_noop', 'std.http'].some(isInstant)).toBe(false);
  });
});
