export const PICK = '<% $.a.b %>';

/** Filter, select and sort; a quarter of the rows is left. */
export const QUERY = '$.rows.where($.up and $.cpu >= 42).select({name => $.name, load => $.cpu * 2}).orderBy($.name)';

/** Rows as `pythonYaql.py` makes them as well. */
export function rowsOf(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index,
    name: `host-${(index * 7919) % count}`,
    cpu: (index * 31) % 64,
    up: index % 4 !== 0,
  }));
}

/** A context of about so many characters, with `a.b` in it. */
export function contextOf(size: number): object {
  const items = Array.from({ length: Math.ceil(size / 1000) }, (_, index) => ({ index, text: 'x'.repeat(980) }));
  return { a: { b: 7 }, items };
}

/** A chain of tasks with an action, a published value, a retry and a guarded transition each. */
export function definitionOf(tasks: number): string {
  const lines = Array.from({ length: tasks - 1 }, (_, index) => [
    `    t${index}:`,
    `      action: std.echo output="<% $.x${index} %>"`,
    `      publish: {r${index}: <% task().result %>}`,
    '      retry: count=3 delay=1',
    `      on-success: [{t${index + 1}: <% $.r${index} > 1 %>}]`,
  ]);
  return ["version: '2.0'", 'long:', '  tasks:', ...lines.flat(), `    t${tasks - 1}: {action: std.noop}`, ''].join(
    '\n',
  );
}
