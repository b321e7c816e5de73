import type { Draft } from '../Draft.ts';
import { commandsAreVisible } from './commandsAreVisible.ts';
import { joinsArePossible } from './joinsArePossible.ts';
import { requiredTasksExist } from './requiredTasksExist.ts';
import { requirementsEnd } from './requirementsEnd.ts';
import { startTaskExists } from './startTaskExists.ts';
import { targetsExist } from './targetsExist.ts';
import { taskNamesFit } from './taskNamesFit.ts';
import { tasksAreReachable } from './tasksAreReachable.ts';
import { workflowIsNamed } from './workflowIsNamed.ts';

/** A rule looks at a workflow that has been read, and reports what is wrong where. */
export type Rule = (draft: Draft) => void;

/** Rules that hold for whatever could be read. */
export const RULES: readonly Rule[] = [
  workflowIsNamed,
  taskNamesFit,
  targetsExist,
  requiredTasksExist,
  requirementsEnd,
  commandsAreVisible,
];

/** Rules about the whole graph: where a transition could not be read, they would report what is not so. */
export const GRAPH_RULES: readonly Rule[] = [startTaskExists, joinsArePossible, tasksAreReachable];
