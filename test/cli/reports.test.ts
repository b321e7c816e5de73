import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/base/errors.ts';
import { coloured, plain } from '../../src/cli/lines.ts';
import { type Checked, humanReport, jsonReport, summary } from '../../src/cli/report.ts';
import { sarifReport } from '../../src/cli/sarifReport.ts';

const ERROR: Problem = { severity: 'ERROR', message: "Task 'u' not found.", line: 3, column: 5, path: ['w', 'tasks'] };
const WARNING: Problem = { severity: 'WARNING', message: 'Odd.', hint: 'leave it out', line: 1, column: 1, path: [] };

const file = (path: string | undefined, ...problems: Problem[]): Checked => {
  return { source: { path, text: '' }, kind: 'workflow', problems };
};
const FILES = [file('dir/a b.yaml', ERROR, WARNING), file(undefined), file('/etc/c.yaml', WARNING)];

describe('the report for people', () => {
  it('has a line for each problem, which editors can jump by', () => {
    expect(humanReport(FILES, plain).split('\n')).toEqual([
      "dir/a b.yaml:3:5: error: Task 'u' not found.",
      'dir/a b.yaml:1:1: warning: Odd. (leave it out)',
      '/etc/c.yaml:1:1: warning: Odd. (leave it out)',
      '',
    ]);
  });

  it('has colours where those are wanted, and none that a text brings', () => {
    const text = humanReport([file('a\x1b[2J', { ...ERROR, message: '\x1b[5m' })], coloured);
    expect(text).toContain('\x1b[31merror\x1b[39m');
    expect(text).toContain('a�[2J');
    expect(text).not.toContain('\x1b[5m');
  });

  it('counts', () => {
    expect(summary(FILES)).toBe('3 files: 1 error, 2 warnings.');
    expect(summary([file('a')])).toBe('1 file: 0 errors, 0 warnings.');
  });
});

describe('the report as JSON', () => {
  it('has every file and says whether it is valid', () => {
    expect(JSON.parse(jsonReport(FILES))).toEqual({
      valid: false,
      files: [
        { file: 'dir/a b.yaml', kind: 'workflow', valid: false, problems: [{ ...ERROR, hint: null }, WARNING] },
        { file: '<stdin>', kind: 'workflow', valid: true, problems: [] },
        { file: '/etc/c.yaml', kind: 'workflow', valid: true, problems: [WARNING] },
      ],
    });
  });
});

describe('the report as SARIF', () => {
  const log = JSON.parse(sarifReport(FILES, '1.2.3'));
  const [run] = log.runs;

  it('names the format, the tool and the files', () => {
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringMatching(/sarif-schema-2\.1\.0\.json$/) });
    expect(run.tool.driver).toMatchObject({ name: 'tramontane', version: '1.2.3' });
    expect(run.artifacts.map((each: { location: { uri: string } }) => each.location.uri)).toEqual([
      'dir/a%20b.yaml',
      'stdin',
      'file:///etc/c.yaml',
    ]);
  });

  it('has a result for each problem, with its rule, level and place', () => {
    expect(run.results).toHaveLength(3);
    expect(run.results[0]).toEqual({
      ...{ ruleId: 'invalid-definition', ruleIndex: 0, level: 'error', message: { text: "Task 'u' not found." } },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'dir/a%20b.yaml', index: 0 },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: 'w.tasks' }],
        },
      ],
    });
    expect(run.results[2]).toMatchObject({ ruleId: 'doubtful-definition', level: 'warning', ruleIndex: 1 });
  });

  it('refers only to rules and files that it has', () => {
    for (const { ruleId, ruleIndex, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
      const { uri, index } = locations[0].physicalLocation.artifactLocation;
      expect(run.artifacts[index].location.uri).toBe(uri);
    }
  });
});
