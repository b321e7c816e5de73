import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from '../../statistics.ts';
import { measurePythonYaql } from './pythonYaql.ts';
import { contextOf, definitionOf, PICK, QUERY, rowsOf } from './samples.ts';

type Evaluate = (template: string, scope: { readonly data: unknown }) => unknown;
type ParseWorkflows = (text: string) => { readonly value?: unknown };

/** What the workflow language costs. Fastest runs where one thing is done a few times, because nothing makes it faster than it is. */
export interface Expressions {
  /** Nanoseconds of `<% $.a.b %>` over contexts of these sizes. */
  readonly pickNs: { readonly over1Kb: number; readonly over10Mb: number };
  /** Microseconds of a long expression, each time with a text never seen, and with one seen before. */
  readonly parsingUs: { readonly first: number; readonly again: number };
  readonly rows: number;
  readonly queryMs: number;
  /** The same query in Python's yaql; nothing where that is not installed. */
  readonly pythonQueryMs: number | null;
  readonly definitionMs: number;
}

const BUILT = join(import.meta.dirname, '..', '..', '..', 'dist', 'src');
const built = (path: string) => import(pathToFileURL(join(BUILT, path)).href);

/** Measures the built language in this process. */
export async function measureExpressions(rows: number): Promise<Expressions> {
  const { evaluate } = (await built('expressions/evaluate.js')) as { evaluate: Evaluate };
  const { parseWorkflows } = (await built('lang/parse.js')) as { parseWorkflows: ParseWorkflows };
  const data = { rows: rowsOf(rows) };
  const definition = definitionOf(1000);
  if (!parseWorkflows(definition).value) throw new Error('The definition to measure is not valid.');
  return {
    pickNs: measurePick(evaluate),
    parsingUs: measureParsing(evaluate),
    rows,
    queryMs: fastest(9, () => evaluate(`<% ${QUERY} %>`, { data })),
    pythonQueryMs: await measurePythonYaql(QUERY, rows),
    definitionMs: fastest(25, () => parseWorkflows(definition)),
  };
}

/** Turn by turn, so that other load meets both alike. */
function measurePick(evaluate: Evaluate): Expressions['pickNs'] {
  const [small, large] = [contextOf(1_000), contextOf(10_000_000)];
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 60; round++) {
    for (const [index, data] of [small, large].entries()) {
      const beginMs = performance.now();
      for (let count = 0; count < 1000; count++) evaluate(PICK, { data });
      times[index]?.push((performance.now() - beginMs) * 1000);
    }
  }
  return { over1Kb: median(times[0]), over10Mb: median(times[1]) };
}

function measureParsing(evaluate: Evaluate): Expressions['parsingUs'] {
  const text = (index: number) =>
    `<% 0 and [${Array.from({ length: 60 }, (_, n) => `$.a${n} + ${index}`).join(', ')}] %>`;
  const time = (of: (index: number) => string) => {
    const beginMs = performance.now();
    for (let index = 0; index < 300; index++) evaluate(of(index), { data: null });
    return ((performance.now() - beginMs) * 1000) / 300;
  };
  time((index) => text(-1 - index));
  return { first: time(text), again: time(() => text(0)) };
}

function fastest(count: number, work: () => unknown): number {
  const times = Array.from({ length: count }, () => {
    const beginMs = performance.now();
    work();
    return performance.now() - beginMs;
  });
  return Math.min(...times);
}
