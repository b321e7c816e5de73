/** Names of workflows; the ones of bursts are told apart by their number, so that each can be counted by itself. */
export const chainName = (tasks: number) => `bench_chain_${tasks}`;
export const burstName = (burst: number) => `bench_burst_${burst}`;

const EVERY = [1, 10, 50];

/** The definitions of everything that is run. */
export function definitions(bursts: number): string {
  const chains = EVERY.map((tasks) => chain(chainName(tasks), tasks));
  const burst = Array.from({ length: bursts }, (_, index) => chain(burstName(index), 1));
  return ["version: '2.0'", ...chains, ...burst].join('\n');
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
