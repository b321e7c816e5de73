import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { DefinitionError, type Problem } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { Connection } from './Connection.ts';
import { readResult, startExecution } from './execution.ts';
import { followExecution } from './followExecution.ts';
import { Interrupted } from './Interrupted.ts';
import { Patience } from './Patience.ts';
import { isEnd, Progress } from './Progress.ts';
import { problemLine } from './problemLine.ts';
import type { RunRequest } from './RunRequest.ts';
import { readObject, readTextFile } from './readObject.ts';
import { type Definition, storeWorkflows } from './storeWorkflows.ts';
import type { Result, Sink, View } from './View.ts';
import { WrongUse } from './WrongUse.ts';

/** What the command needs of the process around it. */
export interface Surroundings {
  readonly stdin: Readable;
  /** Where everything for people goes. */
  readonly people: Sink;
  readonly view: View;
  /** Cuts a text into its workflows, and says everything that is wrong with it. */
  readonly cut: (text: string) => { readonly workflows: readonly Definition[]; readonly problems: readonly Problem[] };
  /** The service to use. Called when everything else is in order. */
  readonly openService: () => Promise<Service>;
  /** Asked to stop; the reason is an `Interrupted`. */
  readonly signal: AbortSignal;
  /** By which the service knows who asks; not every service wants to know. */
  readonly token: string | undefined;
}

export interface Service {
  readonly url: string;
  /** What becomes of an execution that nobody waits for any longer, said to people. */
  readonly afterwards: string;
}

/** `tramontane run`: stores the workflows of a file, starts one, and shows it to its end. Answers with the exit code. */
export async function runFile(request: RunRequest, surroundings: Surroundings): Promise<number> {
  try {
    return await run(request, surroundings);
  } catch (error) {
    const lines = linesFor(error, request.file);
    if (!lines) throw error;
    surroundings.view.close();
    surroundings.people.write(lines.map((line) => `${line}\n`).join(''));
    return error instanceof Interrupted ? error.exitCode : 2;
  } finally {
    surroundings.view.close();
  }
}

function linesFor(error: unknown, file: string): readonly string[] | undefined {
  if (error instanceof DefinitionError) return error.problems.map((problem) => problemLine(file, problem));
  if (error instanceof WrongUse || error instanceof Interrupted) return [error.message];
  return undefined;
}

async function run(request: RunRequest, surroundings: Surroundings): Promise<number> {
  const { signal, people } = surroundings;
  const text = readTextFile(request.file, 'FILE');
  const { workflows, problems } = surroundings.cut(text);
  if (problems.some(({ severity }) => severity === 'ERROR')) throw new DefinitionError(problems);
  for (const problem of problems) people.write(`${problemLine(request.file, problem)}\n`);
  const start = {
    workflow: choose(workflows, request.workflow),
    input: request.input === undefined ? undefined : await readObject('--input', request.input, surroundings),
    env: request.env === undefined ? undefined : await readObject('--env', request.env, surroundings),
    idempotencyKey: newId(),
  };
  const service = await surroundings.openService();
  signal.throwIfAborted();
  const connection = new Connection(service.url, signal, surroundings.token);
  sayWhatWasStored(await storeWorkflows(connection, text, workflows), surroundings.view);
  const { state } = await startAndFollow(connection, start, service, surroundings);
  return state === 'SUCCESS' ? 0 : 1;
}

/** The workflow to start: the one named, or the only one there is. */
function choose(workflows: readonly Definition[], named: string | undefined): string {
  const names = workflows.map(({ name }) => name);
  const list = names.map((name) => `'${name}'`).join(', ');
  if (named !== undefined && !names.includes(named)) {
    throw new WrongUse(`There is no workflow '${named}' in the file, which has ${list}.`);
  }
  if (named === undefined && names.length > 1) {
    throw new WrongUse(`Which workflow? The file has ${list}; name one with --workflow.`);
  }
  return named ?? (names[0] as string);
}

function sayWhatWasStored({ created, updated }: Awaited<ReturnType<typeof storeWorkflows>>, view: View): void {
  const parts = [
    ...(created.length > 0 ? [`created ${created.join(', ')}`] : []),
    ...(updated.length > 0 ? [`updated ${updated.join(', ')}`] : []),
  ];
  if (parts.length > 0) view.notice(`Stored: ${parts.join('; ')}.`);
}

async function startAndFollow(
  connection: Connection,
  start: Parameters<typeof startExecution>[1],
  { url, afterwards }: Service,
  { view, people }: Surroundings,
): Promise<Result> {
  const patience = new Patience({
    pause: (ms) => pause(ms, connection.signal),
    onFailure: () => view.notice('The connection was lost; trying again …'),
  });
  const executionId = await patience.insist(() => startExecution(connection, start));
  view.started({ executionId, workflow: start.workflow, url });
  try {
    await showToItsEnd(followExecution(connection, executionId, patience), executionId, view);
    const result = await patience.insist(() => readResult(connection, executionId));
    view.ended(result);
    return result;
  } catch (error) {
    view.close();
    people.write(`Execution ${executionId} ${afterwards}\n`);
    throw error;
  }
}

async function showToItsEnd(stream: ReturnType<typeof followExecution>, id: string, view: View): Promise<void> {
  const progress = new Progress();
  for await (const item of stream) {
    for (const change of progress.accept(item)) {
      view.changed(change);
      if (change.id === id && isEnd(change.to)) return;
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}
