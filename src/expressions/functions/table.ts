import { parseJson, type Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import type { Scope, Services } from '../Scope.ts';
import { isTruthy } from '../values/truth.ts';
import { jsonDump } from './jsonDump.ts';
import { yamlDump } from './yamlDump.ts';
import { yamlParse } from './yamlParse.ts';

/** A function that workflow authors call in both languages. Parameters are given by position or by name. */
export interface WorkflowFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  call(scope: Scope, given: readonly Value[], budget: Budget): Value;
}

/** Without `otherwise` it has to be given. */
export interface Parameter {
  readonly name: string;
  readonly otherwise?: Value;
}

const data: Parameter = { name: 'data' };
const optional = (name: string, otherwise: Value = null): Parameter => ({ name, otherwise });

/** Calls what the service offers; where it does not, the function has no meaning. */
function service<K extends keyof Services>(scope: Scope, name: K): NonNullable<Services[K]> {
  const found = scope.services?.[name];
  if (!found) throw new Failure(`${name}() is not available here`);
  return found.bind(scope.services) as NonNullable<Services[K]>;
}

const FUNCTIONS: readonly WorkflowFunction[] = [
  {
    name: 'json_parse',
    parameters: [data],
    call: (_scope, [text]) => readJson(asText(text, 'json_parse')),
  },
  {
    name: 'json_dump',
    parameters: [data],
    call: (_scope, [value = null], budget) => made(jsonDump(value, budget.limits.textLength), budget),
  },
  {
    name: 'json_pp',
    parameters: [optional('data')],
    call: (_scope, [value = null], budget) =>
      made(jsonDump(value, budget.limits.textLength).replaceAll('\\n', '\n').replaceAll(' \n', '\n'), budget),
  },
  {
    name: 'yaml_parse',
    parameters: [data],
    call: (_scope, [text], budget) => {
      const source = asText(text, 'yaml_parse');
      // Reading YAML is slow: about a microsecond for each character.
      budget.step(source.length * 10);
      return yamlParse(source, budget.limits.resultBytes);
    },
  },
  {
    name: 'yaml_dump',
    parameters: [data],
    call: (_scope, [value = null], budget) => made(yamlDump(value, budget.limits.textLength), budget),
  },
  // As Mistral: without an environment there is nothing, which is no error.
  { name: 'env', parameters: [], call: (scope) => scope.services?.env?.() ?? null },
  { name: 'execution', parameters: [], call: (scope) => service(scope, 'execution')() },
  {
    name: 'executions',
    parameters: ['id', 'root_execution_id', 'state', 'from_time', 'to_time'].map((name) => optional(name)),
    call: (scope, given) => service(scope, 'executions')(query('executions', given)),
  },
  {
    name: 'task',
    parameters: [optional('task_name')],
    call: (scope, [name = null]) => service(scope, 'task')(isTruthy(name) ? asText(name, 'task') : null),
  },
  {
    name: 'tasks',
    parameters: [
      optional('workflow_execution_id'),
      optional('recursive', false),
      optional('state'),
      optional('flat', false),
    ],
    call: (scope, given) => service(scope, 'tasks')(query('tasks', given)),
  },
  {
    name: 'global',
    parameters: [{ name: 'var_name' }],
    call: (scope, [name]) => service(scope, 'global')(asText(name, 'global')),
  },
  { name: 'uuid', parameters: [], call: (scope) => service(scope, 'uuid')() },
];

/** All of them, by name. */
export const WORKFLOW_FUNCTIONS: ReadonlyMap<string, WorkflowFunction> = new Map(
  FUNCTIONS.map((entry) => [entry.name, entry]),
);

/** Calls one of them, having put each argument to its parameter. */
export function callWorkflowFunction(
  name: string,
  scope: Scope,
  positional: readonly Value[],
  keywords: Iterable<readonly [string, Value]>,
  budget: Budget,
): Value {
  const found = WORKFLOW_FUNCTIONS.get(name);
  if (!found) throw new Failure(`There is no function ${name}()`);
  budget.step();
  return found.call(scope, bind(found, positional, new Map(keywords)), budget);
}

function bind(to: WorkflowFunction, positional: readonly Value[], keywords: Map<string, Value>): Value[] {
  if (positional.length > to.parameters.length) throw new Failure(`${to.name}() is given too many arguments`);
  const given = to.parameters.map(({ name, otherwise }, index) => {
    const value = index < positional.length ? positional[index] : keywords.get(name);
    if (index >= positional.length) keywords.delete(name);
    if (value !== undefined) return value;
    if (otherwise === undefined) throw new Failure(`${to.name}() needs '${name}'`);
    return otherwise;
  });
  const [unknown] = keywords.keys();
  if (unknown !== undefined) throw new Failure(`${to.name}() has no parameter '${unknown}'`);
  return given;
}

function query(name: string, given: readonly Value[]): Record<string, Value> {
  const parameters = WORKFLOW_FUNCTIONS.get(name)?.parameters ?? [];
  return Object.fromEntries(parameters.map((parameter, index) => [parameter.name, given[index] ?? null]));
}

function asText(value: Value | undefined, name: string): string {
  if (typeof value !== 'string') throw new Failure(`${name}() needs a text`);
  return value;
}

function readJson(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure('The text is not valid JSON');
  }
}

function made(text: string, budget: Budget): string {
  budget.textOf(text.length);
  return text;
}
