import { describe, expect, it } from 'vitest';
import { ExpressionError, LimitError } from '../../src/base/errors.ts';
import { checkSyntax } from '../../src/expressions/checkSyntax.ts';
import { evaluate } from '../../src/expressions/evaluate.ts';
import { DEFAULT_LIMITS } from '../../src/expressions/Limits.ts';
import { HOSTILE_DATA, HOSTILE_EXPRESSIONS } from '../support/hostileExpressions.ts';

/** A second by the promise, and much more here, where many things run at the same time. Without a limit they would run for ever. */
const LONGEST_MS = 10_000;

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a hostile expression', () => {
  it.each(
    HOSTILE_EXPRESSIONS.map((text) => [`${text.slice(0, 80)} (${text.length})`, text]),
  )('%s is refused', (_, text) => {
    const beginMs = performance.now();
    const error = thrownBy(() => evaluate(text, { data: HOSTILE_DATA }));
    expect(error instanceof ExpressionError || error instanceof LimitError, String(error)).toBe(true);
    expect(thrownBy(() => checkSyntax(text))).toBeUndefined();
    expect(performance.now() - beginMs).toBeLessThan(LONGEST_MS);
  });

  it('has no more steps than hold the event loop for a moment', () => {
    // A step takes at most about a tenth of a microsecond.
    expect(DEFAULT_LIMITS.steps / 10_000).toBeLessThanOrEqual(100);
  });

  it('pays for going through a long text each time', () => {
    const data = { text: 'x'.repeat(100_000) };
    for (const text of [
      '<% let(t => $.text) -> range(1000).select($t.len()).sum() %>',
      '{% for i in range(1000) %}{{ _.text | length }}{% endfor %}',
      '{% for i in range(1000) %}{{ _.text[5] }}{% endfor %}',
      '{% for i in range(1000) %}{{ "y" in _.text }}{% endfor %}',
    ]) {
      expect(() => evaluate(text, { data }), text).toThrow(LimitError);
    }
  });

  it('leaves nothing behind', () => {
    const before = [...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(globalThis)];
    const text = "{% set d = {'__proto__': {'polluted': 1}} %}{% set x = d.update({'constructor': 2}) %}{{ d }}";
    expect(evaluate(text, { data: {} })).toBe("{'__proto__': {'polluted': 1}, 'constructor': 2}");
    expect(
      evaluate("<% {'__proto__' => {polluted => 1}}.mergeWith({'__proto__' => {b => 2}}) %>", { data: {} }),
    ).toEqual(JSON.parse('{"__proto__": {"polluted": 1, "b": 2}}'));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect([...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(globalThis)]).toEqual(
      before,
    );
  });
});
