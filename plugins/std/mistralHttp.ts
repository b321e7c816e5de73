import { type ActionContext, defineAction } from 'tramontane/plugin';
import { httpInput, request } from './http.ts';

export const mistralHttp = defineAction({
  name: 'std.mistral_http',
  description:
    'Sends an HTTP request that says in its headers which action asks, and goes on until somebody completes that action. ' +
    'A request that fails, or a status outside 200–306, is an error at once.',
  input: httpInput,
  examples: [{ input: { url: 'https://example.org/jobs', method: 'POST', json: { build: 'main' } } }],
  mode: 'async',
  async run(given, ctx) {
    await request(given, ctx, headersOf(ctx));
  },
});

/** As Mistral; the address is whole here, and holds the right to complete the action. */
function headersOf({ ids, callback }: ActionContext): Record<string, string> {
  const headers = {
    'Mistral-Workflow-Name': ids.workflowName,
    'Mistral-Workflow-Execution-Id': ids.executionId,
    'Mistral-Task-Id': ids.taskId,
    'Mistral-Action-Execution-Id': ids.actionExecutionId,
    'Mistral-Callback-URL': callback.url,
  };
  const known = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, headerText(value)]));
}

/** The name of a workflow may hold what a header cannot. */
function headerText(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
}
