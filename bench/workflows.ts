import type { Sizes } from './sizes.ts';

/** Names of workflows; the ones of bursts are told apart by their number, so that each can be counted by itself. */
export const chainName = (tasks: number) => `bench_chain_${tasks}`;
export const burstName = (burst: number) => `bench_burst_${burst}`;
export const joinName = (branches: number) => `bench_join_${branches}`;
/** As many items as its input says: all of them at once, or some at a time. */
export const ITEMS = 'bench_items';
/** The same, with an action in a process of its plugin. */
export const ISOLATED_ITEMS = 'bench_isolated_items';
export const FEW_ITEMS_AT_A_TIME = 'bench_few_items';
export const AT_A_TIME = 50;
/** Tasks one after another that know a text of as many bytes as its input says. */
export const CARRY = 'bench_carry';

export const SHORT_CHAIN = 10;
export const FEW_ITEMS = 100;
export const FEW_BRANCHES = 100;

/** The definitions of everything that is run. */
export function definitions({ bursts, chainTasks, branches, carryingTasks }: Sizes): string {
  const chains = [1, SHORT_CHAIN, 50, chainTasks];
  return [
    "version: '2.0'",
    ...new Set([...chains.map((tasks) => chain(chainName(tasks), tasks))]),
    // One for what warms up, and one for what is counted.
    ...Array.from({ length: bursts + 2 }, (_, index) => chain(burstName(index), 1)),
    ...new Set([FEW_BRANCHES, branches].map(join)),
    items(ITEMS),
    items(ISOLATED_ITEMS, 'apart.pass'),
    `${items(FEW_ITEMS_AT_A_TIME)}\n      concurrency: ${AT_A_TIME}`,
    carry(carryingTasks),
  ].join('\n');
}

/** Tasks one after another. Input, output and the value each action is given are expressions, as in real workflows. */
function chain(name: string, tasks: number): string {
  const lines = [`${name}:`, '  input: [number]', '  output:', `    number: <% task(t${tasks}).result %>`, '  tasks:'];
  for (let number = 1; number <= tasks; number++) {
    lines.push(`    t${number}:`, '      action: bench.pass value=<% $.number %>');
    if (number < tasks) lines.push(`      on-success: t${number + 1}`);
  }
  return lines.join('\n');
}

function items(name: string, action = 'bench.pass'): string {
  return [
    `${name}:`,
    '  input: [number]',
    '  output:',
    '    count: <% len(task(each).result) %>',
    '  tasks:',
    '    each:',
    '      with-items: item in <% range($.number) %>',
    `      action: ${action} value=<% $.item %>`,
  ].join('\n');
}

function join(branches: number): string {
  const lines = [`${joinName(branches)}:`, '  input: [number]', '  tasks:'];
  for (let number = 1; number <= branches; number++) {
    lines.push(`    b${number}:`, '      action: bench.pass value=<% $.number %>', '      on-success: all');
  }
  return [...lines, '    all:', '      join: all', '      action: bench.pass value=<% $.number %>'].join('\n');
}

function carry(tasks: number): string {
  const lines = [
    `${CARRY}:`,
    '  input: [number]',
    '  tasks:',
    '    t0:',
    '      action: bench.text bytes=<% $.number %>',
    '      publish:',
    '        text: <% task().result %>',
    '      on-success: t1',
  ];
  for (let number = 1; number <= tasks; number++) {
    lines.push(`    t${number}:`, '      action: bench.pass value=<% len($.text) %>');
    if (number < tasks) lines.push(`      on-success: t${number + 1}`);
  }
  return [...lines, '  output:', '    length: <% len($.text) %>'].join('\n');
}
