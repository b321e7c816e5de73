import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/lang/kindOf.ts';

describe('the kind of a definition', () => {
  it.each([
    ['a workflow', `version: '2.0'\nw: {tasks: {t: {action: std.noop}}}`, 'WORKFLOW'],
    ['workflows called like sections', `version: '2.0'\nworkflows: {tasks: {}}\nactions: {tasks: {}}`, 'WORKFLOW'],
    ['a workflow called name', `version: '2.0'\nname: {tasks: {t: {}}}`, 'WORKFLOW'],
    ['a workbook', `version: '2.0'\nname: wb\nworkflows: {w: {tasks: {t: {}}}}`, 'WORKBOOK'],
    ['a workbook without its name', `version: '2.0'\nactions: {a: {base: std.echo}}`, 'WORKBOOK'],
    ['a workbook with nothing else', `version: '2.0'\nname: wb`, 'WORKBOOK'],
    ['an action', `version: '2.0'\na: {base: std.echo}`, 'ACTION'],
    ['an action called actions', `version: '2.0'\nactions: {base: std.echo}`, 'ACTION'],
    ['an action without its base', `version: '2.0'\na: {base-input: {output: 1}}`, 'ACTION'],
    ['an action among workflows', `a: {base: std.echo}\nv: {tasks: {}}\nw: {tasks: {}}`, 'WORKFLOW'],
  ])('is found for %s', (_, text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('is taken for workflows where the text tells nothing', () => {
    expect(['', '- 1', "version: '2.0'", 'a: [', 'a: {b: 1}'].map(kindOf)).toEqual(Array(5).fill('WORKFLOW'));
  });
});
