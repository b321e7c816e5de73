import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actions } from '../actions/ActionRegistry.ts';
import { silentLogger } from '../base/logger.ts';
import { checkDefinition } from '../catalog/checkDefinition.ts';
import { coloured, plain } from '../cli/lines.ts';
import { type Kind, readValidateRequest } from '../cli/ValidateRequest.ts';
import { validateFiles } from '../cli/validateFiles.ts';
import { type DefinitionKind, kindOf } from '../lang/kindOf.ts';
import { Closing } from './Closing.ts';
import { rootFolder } from './checkout.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { literalCheck } from './literalCheck.ts';
import { openPlugins } from './openPlugins.ts';
import { quietOptions } from './quietOptions.ts';
import { writerTo } from './writerTo.ts';

/** `tramontane validate`: checks files as a service would check them, without one. */
export function validate(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const { stdin, stdout, stderr, env } = process;
    const request = readValidateRequest(args, closest);
    const closing = new Closing();
    const check = literalCheck(await loadActions(request.passedOn, closing));
    await closing.close();
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
async function loadActions(passedOn: readonly string[], closing: Closing): Promise<Actions> {
  const { actions } = await openPlugins(quietOptions(passedOn), silentLogger, closing);
  for (const { name, problems } of actions.plugins()) {
    if (problems.length > 0) process.stderr.write(`Plugin ${name} is not loaded whole: ${problems.join('; ')}\n`);
  }
  return actions;
}

function version(): string {
  return (JSON.parse(readFileSync(join(rootFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
