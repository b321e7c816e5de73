import type { Problem } from '../base/errors.ts';
import type { MappingNode } from '../base/yaml/Node.ts';
import type { AdhocActionSpec } from './AdhocActionSpec.ts';
import type { Draft } from './Draft.ts';
import { frozen } from './frozen.ts';
import { inspect } from './inspect.ts';
import type { Member, Place } from './Place.ts';
import { pruned } from './read/pruned.ts';
import { readAdhocAction } from './read/readAdhocAction.ts';
import { type Document, readDocument } from './read/readDocument.ts';
import { readList } from './read/readList.ts';
import { readWorkbook, type Section } from './read/readWorkbook.ts';
import { readWorkflow } from './read/readWorkflow.ts';
import type { WorkbookSpec } from './WorkbookSpec.ts';
import type { WorkflowSpec } from './WorkflowSpec.ts';

/** What a text says, and everything found wrong or doubtful in it. There is a value unless a problem is an ERROR. */
export interface ParseResult<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/** A Spec with its part of the text, which is a definition by itself. */
export interface Parsed<Spec> {
  readonly spec: Spec;
  readonly text: string;
}

export interface ParsedWorkflows {
  readonly workflows: readonly Parsed<WorkflowSpec>[];
}

export interface ParsedActions {
  readonly actions: readonly Parsed<AdhocActionSpec>[];
}

export interface ParsedWorkbook extends ParsedWorkflows, ParsedActions {
  readonly spec: WorkbookSpec;
}

/** Reads a document of one or more workflows. Never throws, whatever the text. */
export function parseWorkflows(text: string): ParseResult<ParsedWorkflows> {
  return parseList(text, 'workflow', parseWorkflow, (workflows) => ({ workflows }));
}

/** Reads a document of one or more ad-hoc actions. Never throws, whatever the text. */
export function parseActions(text: string): ParseResult<ParsedActions> {
  return parseList(text, 'action', readAdhocAction, (actions) => ({ actions }));
}

/** Reads a workbook. Never throws, whatever the text. */
export function parseWorkbook(text: string): ParseResult<ParsedWorkbook> {
  const document = readDocument(text);
  if (!document.root) return { problems: document.report.problems() };
  const { name, description, tags, ...sections } = readWorkbook(document.root);
  const workflows = parseSection(document, sections.workflows, parseWorkflow);
  const actions = parseSection(document, sections.actions, readAdhocAction);
  const spec: WorkbookSpec = pruned({
    name,
    description,
    tags,
    workflows: workflows.map((workflow) => workflow.spec),
    actions: actions.map((action) => action.spec),
  });
  return resultOf(document, { spec, workflows, actions });
}

function parseList<Spec, T>(
  text: string,
  what: string,
  parse: (member: Member) => Spec | undefined,
  wrap: (items: readonly Parsed<Spec>[]) => T,
): ParseResult<T> {
  const document = readDocument(text);
  if (!document.root) return { problems: document.report.problems() };
  const members = readList(document.root, what);
  const specs = members.map(parse);
  const cut =
    members.length === 1 ? () => text : cutter(document, document.root.node, versionOf(document, document.root));
  return resultOf(document, wrap(pairUp(members, specs, cut)));
}

function parseWorkflow(member: Member): WorkflowSpec | undefined {
  const { report } = member.key;
  const before = report.errors;
  const draft: Draft | undefined = readWorkflow(member);
  if (draft) inspect(draft, report.errors === before);
  return draft?.spec;
}

function parseSection<Spec>(
  document: Document,
  { members, node }: Section,
  parse: (member: Member) => Spec | undefined,
): readonly Parsed<Spec>[] {
  const specs = members.map(parse);
  return node ? pairUp(members, specs, cutter(document, node, "'2.0'")) : [];
}

function pairUp<Spec>(
  members: readonly Member[],
  specs: readonly (Spec | undefined)[],
  cut: (member: Member) => string,
): readonly Parsed<Spec>[] {
  return members.flatMap((member, index) => {
    const spec = specs[index];
    return spec === undefined ? [] : [{ spec, text: member.key.report.errors > 0 ? '' : cut(member) }];
  });
}

function cutter({ cutter }: Document, siblings: MappingNode, version: string): (member: Member) => string {
  return (member) => cutter.cut(member, siblings, version);
}

function versionOf({ cutter }: Document, root: Place): string {
  const version = root.members().find(({ name }) => name === 'version')?.value.node;
  return version?.kind === 'scalar' && version.start < version.end ? cutter.written(version) : "'2.0'";
}

function resultOf<T>({ report }: Document, value: T): ParseResult<T> {
  const problems = report.problems();
  return report.errors > 0 ? { problems } : { value: frozen(value), problems };
}
