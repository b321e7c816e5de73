import type { Problem } from '../base/errors.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { type Parsed, parseWorkbook } from '../lang/parse.ts';
import type { WorkbookSpec } from '../lang/WorkbookSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { loopDoubts } from './baseLoops.ts';
import { type Call, callOfAction, callsOfWorkflow } from './calls.ts';
import type { Definition } from './Definition.ts';
import { inputDoubts } from './inputDoubts.ts';
import type { LiteralCheck } from './LiteralCheck.ts';
import { nameProblems } from './names.ts';
import { type Finding, isRefused, problemsOf, refusalsOf } from './problems.ts';

/** A workbook with its members under their whole names. */
export interface Workbook {
  readonly spec: WorkbookSpec;
  readonly workflows: readonly Definition<WorkflowSpec>[];
  readonly actions: readonly Definition<AdhocActionSpec>[];
}

export interface CheckedWorkbook {
  /** Absent where there is an error. */
  readonly workbook?: Workbook;
  /** What validating the text says. */
  readonly problems: readonly Problem[];
  /** Why it cannot be stored all the same: names that nobody could use. */
  readonly refusals: readonly Problem[];
}

/** Reads a workbook and finds everything in it that keeps it from being stored and run. `check`: what actions say of it. */
export function checkWorkbook(text: string, check?: LiteralCheck): CheckedWorkbook {
  const { value, problems: read } = parseWorkbook(text);
  if (!value) return { problems: read, refusals: [] };
  const { spec } = value;
  const workflows = membersOf(spec.name, 'workflows', value.workflows);
  const actions = membersOf(spec.name, 'actions', value.actions);
  const doubts = check ? inputDoubts(text, callsIn({ spec, workflows, actions }), check) : [];
  const refusals = refusalsOf(text, problemsIn({ spec, workflows, actions }));
  const problems = problemsOf([...read, ...loopDoubts(text, actions)], doubts);
  const isGood = !isRefused([...refusals, ...problems]);
  return { ...(isGood && { workbook: { spec, workflows, actions } }), problems, refusals };
}

function problemsIn({ spec, workflows, actions }: Workbook): Finding[] {
  // Without a name that may be kept there is nothing to say of the names made of it.
  const own = nameProblems('a workbook', spec.name, ['name']);
  const members = [
    ...workflows.flatMap(({ name, path }) => nameProblems('a workflow with that of its workbook', name, path)),
    ...actions.flatMap(({ name, path }) => nameProblems('an action with that of its workbook', name, path)),
  ];
  return own.length > 0 ? own : members;
}

/** A workflow means the workbook's own action before a plugin's of the same name. */
function callsIn({ spec, workflows, actions }: Workbook): Call[] {
  const own = new Set(spec.actions.map(({ name }) => name));
  const calls = workflows.flatMap(callsOfWorkflow).filter(({ action }) => !own.has(action));
  return [...calls, ...actions.flatMap(callOfAction)];
}

function membersOf<Spec extends { readonly name: string }>(
  workbook: string,
  section: string,
  members: readonly Parsed<Spec>[],
): Definition<Spec>[] {
  return members.map(({ spec, text }) => {
    return { name: `${workbook}.${spec.name}`, spec, text, path: [section, spec.name] };
  });
}
