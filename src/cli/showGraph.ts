import type { Readable } from 'node:stream';
import type { Problem } from '../base/errors.ts';
import type { GraphFormat, GraphRequest } from './GraphRequest.ts';
import { problemLine } from './problemLine.ts';
import { nameOf, readSource } from './readSource.ts';
import type { Sink } from './View.ts';
import { WrongUse } from './WrongUse.ts';

/** A workflow that can be drawn. */
export interface Drawable {
  readonly name: string;
  readonly draw: (format: GraphFormat) => string;
}

/** What the command needs of the process around it. */
export interface GraphSurroundings {
  readonly stdin: Readable;
  readonly output: (text: string) => Promise<void>;
  readonly people: Sink;
  /** The workflows of a text, none where something is wrong with it. */
  readonly read: (text: string) => {
    readonly workflows: readonly Drawable[];
    readonly problems: readonly Problem[];
  };
}

/** `tramontane graph`: draws one workflow of a file. Answers with the exit code. Throws `WrongUse`. */
export async function showGraph(request: GraphRequest, surroundings: GraphSurroundings): Promise<number> {
  const source = await readSource(request.file, surroundings.stdin);
  const { workflows, problems } = surroundings.read(source.text);
  const errors = problems.filter(({ severity }) => severity === 'ERROR');
  for (const problem of errors) surroundings.people.write(`${problemLine(nameOf(source), problem)}\n`);
  if (errors.length > 0) return 2;
  await surroundings.output(choose(workflows, request.workflow).draw(request.format));
  return 0;
}

/** The workflow of a name, also without that of its workbook before it; or the only one there is. */
function choose(workflows: readonly Drawable[], named: string | undefined): Drawable {
  const [first, ...others] = workflows;
  if (!first) throw new WrongUse('There is no workflow in the file.');
  const list = workflows.map(({ name }) => `'${name}'`).join(', ');
  if (named === undefined && others.length > 0) {
    throw new WrongUse(`Which workflow? The file has ${list}; name one with --workflow.`);
  }
  if (named === undefined) return first;
  const found =
    workflows.find(({ name }) => name === named) ?? workflows.find(({ name }) => name.endsWith(`.${named}`));
  if (!found) throw new WrongUse(`There is no workflow '${named}' in the file, which has ${list}.`);
  return found;
}
