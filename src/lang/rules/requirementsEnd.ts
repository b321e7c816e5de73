import type { Draft } from '../Draft.ts';
import type { TaskSpec } from '../TaskSpec.ts';

/** Tasks of a reverse workflow that require each other in a circle are never run; as Mistral, that is allowed. */
export function requirementsEnd({ spec, places }: Draft): void {
  const circle = findCircle(spec.tasks);
  const [first, ...others] = circle;
  if (first === undefined) return;
  const through = others.slice(0, 5).map((name) => `'${name}'`);
  const way = through.length > 0 ? `, through ${through.join(', ')}${others.length > 5 ? ', ...' : ''}` : '';
  const task = spec.tasks[first];
  if (task) places.of(task)?.warn(`Task '${first}' requires itself${way}: it is never run.`);
}

/** The names along one circle, each requiring the next; empty where there is none. Deep first, without recursion. */
function findCircle(tasks: Readonly<Record<string, TaskSpec>>): string[] {
  const done = new Set<string>();
  for (const start of Object.keys(tasks)) {
    const way: string[] = [];
    const onWay = new Set<string>();
    const waiting: { name: string; isBack: boolean }[] = [{ name: start, isBack: false }];
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      const { name, isBack } = step;
      if (isBack) {
        onWay.delete(way.pop() as string);
        done.add(name);
      } else if (onWay.has(name)) return way.slice(way.indexOf(name));
      else if (!done.has(name) && Object.hasOwn(tasks, name)) {
        way.push(name);
        onWay.add(name);
        waiting.push({ name, isBack: true });
        for (const required of (tasks[name] as TaskSpec).requires) waiting.push({ name: required, isBack: false });
      }
    }
  }
  return [];
}
