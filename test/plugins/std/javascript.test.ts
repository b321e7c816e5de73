import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson, type Value } from '../../../src/base/json.ts';
import { runRequest } from '../../actions/runRequest.ts';
import { run } from '../checkout.ts';

const script = (text: string, more: Record<string, Value> = {}, given = {}) =>
  run('std.js', { script: text, ...more }, given);

/** What a script returns, as JSON text. */
async function returned(text: string, context: Value = null): Promise<string> {
  const result = await script(text, { context });
  if (result.state !== 'SUCCESS') throw new Error(JSON.stringify(result));
  return stringifyJson(result.output);
}

describe('std.javascript', () => {
  it('goes by both of its names', async () => {
    for (const name of ['std.javascript', 'std.js']) {
      expect(await run(name, { script: 'return 1 + 1;' })).toEqual({ state: 'SUCCESS', output: 2 });
    }
  });

  it('finds its context as $', async () => {
    const context = parseJson('{"length": 5, "10": "x", "price": 2.5, "nested": {"list": [1, null]}}');
    expect(await returned('return $.length + $["10"] + $.price + $.nested.list.length', context)).toBe('"5x2.52"');
    expect(await returned('return $')).toBe('null');
    const even = 'return Array.from({length: $.length}, (_, i) => i).filter((x) => x % 2 === 0).length';
    expect(await returned(even, context)).toBe('3');
  });

  it.each([
    ['', 'null'],
    ['return undefined', 'null'],
    ['return () => 1', 'null'],
    ['return NaN', 'null'],
    ['return {a: 1, b: [true, "é", 0.5, undefined], c: undefined}', '{"a":1,"b":[true,"é",0.5,null]}'],
    ['return {b: 1, 10: 2, a: 3}', '{"10":2,"b":1,"a":3}'],
    ['return new Date(0)', '"1970-01-01T00:00:00.000Z"'],
    ['return Promise.resolve(7).then((x) => x + 1)', '8'],
    ['return (async () => { await null; return [1] })()', '[1]'],
    ['return 1 // and nothing else', '1'],
    ['const a = 1;\nreturn a;', '1'],
  ])('returns what %o returns as data', async (text, json) => expect(await returned(text)).toBe(json));

  it.each([
    ['return nowhere', "ReferenceError: 'nowhere' is not defined (line 1)"],
    ['let a = 1;\nthrow new TypeError("no good")', 'TypeError: no good (line 2)'],
    ['throw "a text"', 'a text'],
    ['return Promise.reject(new Error("late"))', 'Error: late'],
    ['return new Promise(() => {})', 'the script returned a promise that nothing can settle'],
    ['return {', 'SyntaxError'],
    ['return 1n', 'TypeError'],
    ['const a = {}; a.a = a; return a', 'TypeError: circular reference'],
  ])('fails with what %o throws', async (text, message) => {
    expect(await script(text)).toMatchObject({
      state: 'ERROR',
      error: { code: 'SCRIPT_ERROR', message: expect.stringContaining(message) as string, retry: false },
    });
  });

  it('writes what goes to the console as lines of the action', async () => {
    const request = runRequest();
    await script('console.log("one", {a: 1}); console.warn("two"); return 1', {}, request);
    expect(request.lines).toEqual([
      { level: 'info', message: 'one {"a":1}', fields: {} },
      { level: 'warn', message: 'two', fields: {} },
    ]);
  });

  it('keeps nothing from one script to the next', async () => {
    await returned('globalThis.leak = 1; Object.prototype.leak = 2; JSON.stringify = () => "3"; return 1');
    expect(await returned('return [typeof leak, ({}).leak === undefined, JSON.stringify(4)]')).toBe(
      '["undefined",true,"4"]',
    );
  });
});

describe('a hostile script', () => {
  const limits = { timeout: 0.3, memory_limit_mb: 16 };

  it.each([
    ['an endless loop', 'while (true);', 'SCRIPT_TIMEOUT'],
    ['an endless loop that catches everything', 'for (;;) try { for (;;); } catch {}', 'SCRIPT_TIMEOUT'],
    ['a loop of promises', 'const again = () => void Promise.resolve().then(again); again()', 'SCRIPT_TIMEOUT'],
    ['a regular expression that backtracks', 'return /(a+)+b/.test("a".repeat(60))', 'SCRIPT_TIMEOUT'],
    ['a loop within the interpreter', 'return new Array(4e9).join("x")', 'SCRIPT_TIMEOUT'],
    ['an endless toJSON', 'return { toJSON() { for (;;); } }', 'SCRIPT_TIMEOUT'],
    ['an allocation of 10 GB', 'return new ArrayBuffer(10e9)', 'SCRIPT_ERROR'],
    ['a text of 10 GB', 'return "x".repeat(1e9).repeat(10).length', 'SCRIPT_MEMORY'],
    ['arrays without end', 'const all = []; for (;;) all.push(new Array(1e5).fill(1))', 'SCRIPT_MEMORY'],
    ['recursion without end', 'const down = () => down(); return down()', 'SCRIPT_ERROR'],
    ['parentheses without end', 'return eval("(".repeat(1e6))', 'SCRIPT_ERROR'],
    [
      'nesting without end',
      'let deep = []; for (let i = 0; i < 3000; i++) deep = [deep]; return deep',
      'NOT_SERIALISABLE',
    ],
  ])('with %s is contained', async (_, text, code) => {
    expect(await script(text, limits)).toMatchObject({ state: 'ERROR', error: { code } });
    expect(await script('return "well"')).toEqual({ state: 'SUCCESS', output: 'well' });
  });

  it.each([
    'process',
    'require',
    'module',
    'Buffer',
    'fetch',
    'setTimeout',
    'Worker',
    'WebAssembly',
    'std',
    'os',
    'print',
  ])('finds no %s', async (name) => expect(await returned(`return typeof ${name}`)).toBe('"undefined"'));

  it.each([
    'this.constructor.constructor("return process")()',
    'console.log.constructor("return process")()',
    '$.constructor.constructor("return process")()',
    '(function () { return this })().process.env',
    'new Function("return process.env.PATH")()',
    'import("node:fs")',
    '(async function () {}).constructor("return process")()',
    'Reflect.getPrototypeOf(console.log).constructor("return process")()',
  ])('reaches nothing of the host by %s', async (text) => {
    expect(await script(`return ${text}`, { context: {} })).toMatchObject({ error: { code: 'SCRIPT_ERROR' } });
  });

  it('changes no prototype of the host, also by what it returns', async () => {
    const text = 'Object.prototype.polluted = 1; return JSON.parse(\'{"__proto__": {"polluted": 1}, "a": 1}\')';
    expect(await script(text)).toMatchObject({ state: 'SUCCESS' });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('logs no more than a person would read', async () => {
    const request = runRequest();
    await script('for (let i = 0; i < 500; i++) console.log("x".repeat(1e4)); return 1', {}, request);
    expect(request.lines).toHaveLength(200);
    expect(request.lines.every(({ message }) => message.length <= 2000)).toBe(true);
    expect(request.lines.at(-1)?.message).toBe('further lines are left out');
  });

  it('is stopped when it is cancelled, also while it waits for a thread', async () => {
    const controller = new AbortController();
    const running = Array.from({ length: 6 }, () =>
      script('for (;;);', { timeout: 600 }, { signal: controller.signal }),
    );
    controller.abort(new Error('cancelled by Ada'));
    for (const result of await Promise.all(running)) {
      expect(result).toMatchObject({ error: { code: 'ABORTED', message: 'cancelled by Ada' } });
    }
    expect(await script('return 1')).toEqual({ state: 'SUCCESS', output: 1 });
  });
});
