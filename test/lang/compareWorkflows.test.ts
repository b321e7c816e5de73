import { describe, expect, it } from 'vitest';
import { compareWorkflows } from '../../src/lang/compareWorkflows.ts';
import { specOf } from '../support/explained.ts';

const compare = (before: string, after: string) =>
  compareWorkflows(specOf(`version: '2.0'\nw:\n${before}`), specOf(`version: '2.0'\nw:\n${after}`));

describe('two texts of a workflow', () => {
  it('differ in tasks that were added, removed and changed, and in keys of the workflow', () => {
    const before = `
  input: [a]
  output: {x: 1}
  tasks:
    kept: {action: std.noop}
    gone: {action: std.noop}
    other: {action: std.noop, retry: {count: 1, delay: 1}, on-success: kept}
`;
    const after = `
  input: [a, b]
  description: More.
  tasks:
    fresh: {action: std.noop}
    other: {action: std.echo output=1, retry: {count: 1, delay: 1}, on-error: kept}
    kept: {action: std.noop}
`;
    expect(compare(before, after)).toEqual({
      keys: ['input', 'description', 'output'],
      tasks: [
        { name: 'fresh', kind: 'added', keys: [] },
        { name: 'other', kind: 'changed', keys: ['action', 'on-error', 'on-success'] },
        { name: 'gone', kind: 'removed', keys: [] },
      ],
    });
  });

  it('are the same where comments, layout and the order of keys differ', () => {
    const before = '  tasks: {t: {action: std.echo, input: {output: 1, delay: 0}}}\n';
    const after = `
  # as before
  tasks:
    t:
      input: {delay: 0, output: 1}
      action: std.echo
`;
    expect(compare(before, after)).toEqual({ keys: [], tasks: [] });
  });
});
