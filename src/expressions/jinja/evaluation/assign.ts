import { Failure } from '../../Failure.ts';
import { toList } from '../runtime/iteration.ts';
import type { Run } from '../runtime/Run.ts';
import type { Target } from '../syntax/ast.ts';
import { Namespace } from '../things/Namespace.ts';
import type { Thing } from '../things/Thing.ts';
import type { Frame } from './Frame.ts';

/** Puts a value where a `for`, `set` or `with` says; several names take it apart. */
export function assign(run: Run, target: Target, value: Thing, frame: Frame): void {
  run.at = target.at;
  if (target.kind === 'name') return frame.set(target.name, value);
  if (target.kind === 'tuple') return unpack(run, target.items, value, frame);
  const namespace = frame.get(target.name);
  if (!(namespace instanceof Namespace)) throw new Failure('cannot assign attribute on non-namespace object');
  namespace.set(target.attribute, value);
}

function unpack(run: Run, targets: readonly Target[], value: Thing, frame: Frame): void {
  const items = toList(run, value);
  const wanted = targets.length;
  if (items.length > wanted) throw new Failure(`too many values to unpack (expected ${wanted})`);
  if (items.length < wanted) throw new Failure(`not enough values to unpack (expected ${wanted}, got ${items.length})`);
  for (const [index, target] of targets.entries()) assign(run, target, items[index] as Thing, frame);
}
