import { DEFAULT_QUERY } from './defaultQuery.ts';

/**
 * The script that starts GraphiQL in the browser. A text and not a module, because nothing here is built for browsers.
 *
 * - Numbers stay as the server wrote them where the browser can do that (`JSON.rawJSON`): parsed, 2.0 is shown as 2 and large
 *   ones are rounded.
 * - What stands in the tab "Headers" goes along as the parameters of the WebSocket connection, which cannot have headers.
 */
export const BOOTSTRAP = `'use strict';

const keepNumber = (key, value, context) =>
  typeof value === 'number' && JSON.rawJSON && context ? JSON.rawJSON(context.source) : value;

async function fetchExactly(url, request) {
  const response = await fetch(url, request);
  response.json = async () => JSON.parse(await response.text(), keepNumber);
  return response;
}

const url = location.origin + location.pathname;
let headers = {};
const send = GraphiQL.createFetcher({
  url,
  fetch: fetchExactly,
  enableIncrementalDelivery: false,
  wsClient: graphqlWs.createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: () => headers,
    jsonMessageReviver: keepNumber,
  }),
});

function fetcher(parameters, options) {
  headers = options?.headers ?? {};
  return send(parameters, options);
}

const defaultQuery = ${JSON.stringify(DEFAULT_QUERY)};
const page = React.createElement(GraphiQL, { fetcher, defaultQuery });
ReactDOM.createRoot(document.getElementById('graphiql')).render(page);
`;
