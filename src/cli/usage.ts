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

/** What `tramontane validate --help` shows. */
export function describeValidate(): string {
  return `tramontane validate FILE… [options]

Checks definitions, without a service: what is wrong, and what is doubtful. - reads standard input.
Literal inputs are checked against the actions of the plugins that a service with these options would have.

  --kind KIND       workflow, workbook or action (found out by what the file holds)
  --format FORMAT   human: FILE:LINE:COLUMN: error: … or warning: …, the default; json; sarif (2.1.0)
  --plugins PATHS   further folders with plugins, as \`serve\` has it
  --config FILE     JSON file with options, as \`serve\` has it

Exit code: 0 all are valid, perhaps with warnings; 2 not all are, or wrong use.`;
}

/** What `tramontane eval --help` shows. */
export function describeEval(): string {
  return `tramontane eval EXPR [--data JSON]
tramontane eval --batch

Evaluates a text with <% YAQL %> or {{ Jinja }} expressions, without a service, and prints its value as JSON.
Functions that ask about an execution, such as task(), are not there.

  --data JSON       what it looks at, \`$\` in YAQL and \`_\` in Jinja: JSON, a file with JSON, @FILE, or - for
                    standard input (null)
  --batch           for each line {"expression": …, "data": …} on standard input a line {"value": …} or
                    {"error": {"message", "expression", "position"}}; the default where there is no EXPR and
                    standard input is no terminal

Exit code: 0 there is a value, or all lines were answered; 1 there is none; 2 wrong use.`;
}

/** What `tramontane graph --help` shows. */
export function describeGraph(): string {
  return `tramontane graph FILE [options]

Draws the tasks of a workflow and the ways between them, without a service. - reads standard input.

  --workflow NAME   which workflow of FILE (the only one)
  --format FORMAT   mermaid, the default; dot, for Graphviz; json: nodes and edges

Exit code: 0 drawn; 1 too large to be drawn; 2 wrong use, or a definition that is not accepted.`;
}

/** What `tramontane token --help` shows; `serviceOptions` is the list of those that `serve` has as well. */
export function describeToken(serviceOptions: string): string {
  return `tramontane token create --name NAME [options]
tramontane token list
tramontane token revoke ID

The tokens by which clients of a service with --auth required say who they are. Works on the database of the
service, whether it runs or not. A new token is printed once; only its SHA-256 is kept.

  --name NAME          what it is for
  --project NAME       whose things it works with; made where it is not there (default)
  --as ROLES           its roles, separated by ',': admin, member, reader, or those of --policy (member)
  --expires-days N     how long it is valid, up to 3650, or never (90)

Clients send it as \`Authorization: Bearer <token>\`, over WebSocket in the parameters of connection_init;
\`tramontane run\` takes it from TRAMONTANE_TOKEN. A revoked token works for five seconds more at most.

Exit code: 0 done; 1 not done; 2 wrong use.

Options of the service, as \`serve\` has them:
${serviceOptions}`;
}

/** What `tramontane plugin --help` shows. */
export function describePlugin(): string {
  return `tramontane plugin new NAME [--folder DIR]
tramontane plugin test FOLDER

new begins a plugin in DIR/NAME: one action, its test, its README. A server whose plugins are in DIR uses it at once.
test runs the *.test.ts of a plugin's folder, which try actions out with testAction of 'tramontane/testing'.

  --folder DIR      where plugins are (plugins)

Exit code: 0 it is there, or all tests passed; 1 a test failed; 2 wrong use.`;
}
