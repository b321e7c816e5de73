import { Failure } from '../../Failure.ts';
import type { Thing } from '../things/Thing.ts';
import type { Arguments } from './Arguments.ts';
import type { Routine, Run } from './Run.ts';

interface Parameter {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isPositional: boolean;
}

/**
 * A routine with fixed parameters, written as one text: `'old new count?'`. A question mark says that it may be left out,
 * a slash in front that it cannot be given by name.
 */
export function takes(parameters: string, body: (run: Run, subject: Thing, ...given: Thing[]) => Thing): Routine {
  const wanted = parameters.split(' ').filter(Boolean).map(parameterOf);
  return {
    run: (run, subject, given) => {
      run.reads(subject);
      return body(run, subject, ...(bind(wanted, given) as Thing[]));
    },
  };
}

/** A routine that looks at its arguments itself. */
export function takesAny(body: (run: Run, subject: Thing, given: Arguments) => Thing): Routine {
  return {
    run: (run, subject, given) => {
      run.reads(subject);
      return body(run, subject, given);
    },
  };
}

/** A table of routines, by name. */
export function routines(...tables: Readonly<Record<string, Routine>>[]): ReadonlyMap<string, Routine> {
  return new Map(tables.flatMap((table) => Object.entries(table)));
}

function parameterOf(text: string): Parameter {
  return { name: text.replace(/[/?]/g, ''), isOptional: text.endsWith('?'), isPositional: text.startsWith('/') };
}

/** One value for each parameter, `undefined` where an optional one is left out. */
function bind(wanted: readonly Parameter[], given: Arguments): (Thing | undefined)[] {
  if (given.positional.length > wanted.length) {
    throw new Failure(`takes ${wanted.length} arguments but ${given.positional.length} were given`);
  }
  const values = wanted.map((parameter, index) => {
    const isNamed = !parameter.isPositional && given.keywords.has(parameter.name);
    if (index < given.positional.length) {
      if (isNamed) throw new Failure(`got multiple values for argument '${parameter.name}'`);
      return given.positional[index];
    }
    if (!isNamed && !parameter.isOptional) throw new Failure(`missing a required argument: '${parameter.name}'`);
    return isNamed ? given.keywords.get(parameter.name) : undefined;
  });
  for (const name of given.keywords.keys()) {
    const isKnown = wanted.some((parameter) => parameter.name === name && !parameter.isPositional);
    if (!isKnown) throw new Failure('got an unexpected keyword argument');
  }
  return values;
}
