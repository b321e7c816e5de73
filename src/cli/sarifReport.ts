import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '../base/errors.ts';
import type { Source } from './readSource.ts';
import type { Checked } from './report.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** One for each kind of problem: what is wrong in particular is in the message. */
const RULES = [
  {
    id: 'invalid-definition',
    shortDescription: { text: 'The definition is not accepted.' },
    defaultConfiguration: { level: 'error' },
  },
  {
    id: 'doubtful-definition',
    shortDescription: { text: 'The definition is accepted, and probably does not do what was meant.' },
    defaultConfiguration: { level: 'warning' },
  },
];

/** What was found in files, in the Static Analysis Results Interchange Format 2.1.0. */
export function sarifReport(checked: readonly Checked[], version: string): string {
  const run = {
    tool: { driver: { name: 'tramontane', version, rules: RULES } },
    columnKind: 'utf16CodeUnits',
    artifacts: checked.map(({ source }) => ({ location: { uri: uriOf(source) } })),
    results: checked.flatMap(({ source, problems }, index) =>
      problems.map((problem) => resultOf(problem, { uri: uriOf(source), index })),
    ),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function resultOf({ severity, message, hint, line, column, path }: Problem, artifactLocation: object): object {
  const ruleIndex = severity === 'ERROR' ? 0 : 1;
  const logicalLocations = path.length > 0 ? [{ fullyQualifiedName: path.join('.') }] : undefined;
  const physicalLocation = { artifactLocation, region: { startLine: line, startColumn: column } };
  return {
    ruleId: RULES[ruleIndex]?.id,
    ruleIndex,
    level: severity === 'ERROR' ? 'error' : 'warning',
    message: { text: hint === undefined ? message : `${message} (${hint})` },
    locations: [{ physicalLocation, logicalLocations }],
  };
}

function uriOf({ path }: Source): string {
  if (path === undefined) return 'stdin';
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
