import { describe, expect, it } from 'vitest';
import { Redactor } from '../../src/base/redact.ts';

describe('redaction', () => {
  const redactor = new Redactor(['hunter2', 'hunter2 and "more"', 'abc', '']);

  it.each([
    ['the token hunter2, twice: hunter2', 'the token ***, twice: ***'],
    ['hunter2 and "more"', '***'],
    ['?q=hunter2%20and%20%22more%22', '?q=***'],
    ['{"a": "hunter2 and \\"more\\""}', '{"a": "***"}'],
    [`Basic ${btoa('hunter2')}`, 'Basic ***'],
    ['abc is too short to be told from other words', 'abc is too short to be told from other words'],
  ])('makes of %o %o', (text, shown) => expect(redactor.text(text)).toBe(shown));

  it('goes into fields, and hides what is called a secret', () => {
    const fields = {
      user: 'ada',
      Authorization: 'Bearer x',
      nested: [{ apiKey: 'k', note: 'hunter2' }, 5, null, new Error('no hunter2')],
      smtp_password: '',
      tokens: 5,
      hunter2: 1,
    };
    expect(redactor.fields(fields)).toEqual({
      user: 'ada',
      Authorization: '***',
      nested: [{ apiKey: '***', note: '***' }, 5, null, 'Error: no ***'],
      smtp_password: '',
      tokens: 5,
      '***': 1,
    });
  });

  it('ends with what contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    expect(JSON.stringify(redactor.fields(circle))).toContain('…');
  });
});
