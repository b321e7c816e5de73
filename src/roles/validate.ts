import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionRegistry } from '../actions/ActionRegistry.ts';
import { loadPlugins } from '../actions/loadPlugins.ts';
import { StartupError } from '../base/errors.ts';
import { checkDefinition } from '../catalog/checkDefinition.ts';
import { coloured, plain } from '../cli/lines.ts';
import { type Kind, readValidateRequest } from '../cli/ValidateRequest.ts';
import { validateFiles } from '../cli/validateFiles.ts';
import { WrongUse } from '../cli/WrongUse.ts';
import { type DefinitionKind, kindOf } from '../lang/kindOf.ts';
import { rootFolder } from './checkout.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { literalCheck } from './literalCheck.ts';
import { readOptions } from './options.ts';
import { writerTo } from './writerTo.ts';

/** `tramontane validate`: checks files as a service would check them, without one. */
export function validate(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const { stdin, stdout, stderr, env } = process;
    const request = readValidateRequest(args, closest);
    const check = literalCheck(await loadActions(request.passedOn));
    return validateFiles(request, {
      stdin,
      output: writerTo(stdout),
      people: stderr,
      paint: stdout.isTTY && !env.NO_COLOR ? coloured : plain,
      version: version(),
      check: (text, asked) => {
        const kind = asked === 'auto' ? kindOf(text) : (asked.toUpperCase() as DefinitionKind);
        return { kind: kind.toLowerCase() as Exclude<Kind, 'auto'>, problems: checkDefinition(kind, text, check) };
      },
    });
  });
}

/** The actions that a service with these options would have. */
async function loadActions(passedOn: readonly string[]): Promise<ActionRegistry> {
  const actions = await loadPlugins([join(rootFolder(), 'plugins'), ...pluginsOf(passedOn)]);
  for (const { name, problems } of actions.plugins()) {
    if (problems.length > 0) process.stderr.write(`Plugin ${name} is not loaded whole: ${problems.join('; ')}\n`);
  }
  return actions;
}

function pluginsOf(passedOn: readonly string[]): readonly string[] {
  try {
    return readOptions(passedOn, { env: process.env, folder: process.cwd() }).plugins;
  } catch (error) {
    throw error instanceof StartupError ? new WrongUse(error.message) : error;
  }
}

function version(): string {
  return (JSON.parse(readFileSync(join(rootFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
