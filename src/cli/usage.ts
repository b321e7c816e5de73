/** What `tramontane run --help` shows; `serviceOptions` is the list of those that `serve` has as well. */
export function describeRun(serviceOptions: string): string {
  return `tramontane run FILE [options]

Stores the workflows of FILE, starts one of them and shows its tasks until it has ended.
Its output goes to standard output as JSON, everything else to standard error.

  --workflow NAME   which workflow of FILE to start (the only one)
  --input JSON      its input, an object; @FILE reads it from a file, - from standard input
  --env JSON        its environment, an object; @FILE and - likewise
  --server URL      the service to use; otherwise the one that these options of \`serve\` describe, if it
                    runs (http://127.0.0.1:8080), and else one of its own for as long as it takes
  --json            one JSON object a line instead: events, and last the result

Exit code: 0 SUCCESS, 1 ERROR or CANCELLED, 2 wrong use or a definition that is not accepted, 130 Ctrl-C.

Options of the service, as \`serve\` has them:
${serviceOptions}`;
}
