import { Failure } from '../../Failure.ts';
import type { Routine, Run } from './Run.ts';

export function filterNamed(run: Run, name: string): Routine {
  const filter = run.library.filters.get(name);
  if (!filter) throw new Failure('No filter of that name.');
  return filter;
}

export function testNamed(run: Run, name: string): Routine {
  const test = run.library.tests.get(name);
  if (!test) throw new Failure('No test of that name.');
  return test;
}
