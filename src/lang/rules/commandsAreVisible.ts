import type { Draft } from '../Draft.ts';
import { ENGINE_COMMANDS } from '../TaskSpec.ts';

/** A task with the name of an engine command hides the command; as Mistral, that is allowed. */
export function commandsAreVisible({ spec, places }: Draft): void {
  for (const command of ENGINE_COMMANDS) {
    const task = Object.hasOwn(spec.tasks, command) ? spec.tasks[command] : undefined;
    if (task) places.of(task)?.warn(`Task '${command}' hides the engine command of that name.`);
  }
}
