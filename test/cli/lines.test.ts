import { describe, expect, it } from 'vitest';
import { coloured, durationText, plain, resultLines, taskLines } from '../../src/cli/lines.ts';

const task = { name: 'fetch', within: [], to: 'SUCCESS', stateInfo: null, durationMs: 1_234 };

describe('the lines of a task', () => {
  it('are a mark, its name, its state and how long it took', () => {
    expect(taskLines(task, plain)).toEqual(['  ✓ fetch                     SUCCESS  1.2 s']);
  });

  it('say after which tasks it stands in the tree', () => {
    expect(taskLines({ ...task, within: ['outer', 'inner'] }, plain)[0]).toContain('outer › inner › fetch');
  });

  it('give the reason of an error beneath, and no more than ten lines of it', () => {
    const stateInfo = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n');
    const lines = taskLines({ ...task, to: 'ERROR', stateInfo }, plain);
    expect(lines[1]).toBe('      line 0');
    expect(lines.slice(10)).toEqual(['      line 9', '      …']);
  });

  it('let nothing of a name or a reason steer the terminal', () => {
    const lines = taskLines({ ...task, name: 'a\x1b[2J', to: 'ERROR', stateInfo: 'b\x1b]0;title\x07' }, plain);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });

  it('have colours where those are wanted', () => {
    expect(taskLines(task, coloured)[0]).toContain('\x1b[32mSUCCESS\x1b[39m');
  });
});

describe('the lines of a result', () => {
  it('are the state and the time', () => {
    expect(resultLines({ state: 'SUCCESS', stateInfo: null, durationMs: 42 }, plain)).toEqual(['SUCCESS in 42 ms']);
  });

  it('give the reason of anything but success', () => {
    const result = { state: 'CANCELLED', stateInfo: 'by hand', durationMs: 0 };
    expect(resultLines(result, plain)).toEqual(['CANCELLED in 0 ms', '      by hand']);
  });
});

describe('a duration', () => {
  it.each([
    [999.4, '999 ms'],
    [1_000, '1.0 s'],
    [9_999, '9.9 s'],
    [59_999, '59 s'],
    [61_000, '1 min 1 s'],
    [3_720_000, '1 h 2 min'],
  ])('of %d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
