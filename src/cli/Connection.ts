import { createClient } from 'graphql-ws';
import { Fault, messageOf, TransientFault } from '../base/errors.ts';
import { parseJson, stringifyJson } from '../base/json.ts';

/** How long a stream may be silent. The service says something every 15 seconds. */
const SILENCE_MS = 40_000;

interface GraphQLErrors {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** A running service, as seen by a client of its API. */
export class Connection {
  constructor(
    readonly url: string,
    /** Ends whatever is under way. */
    readonly signal: AbortSignal,
    /** By which the service knows us, where it asks. */
    private readonly token: string | undefined,
  ) {}

  /** The data of one request. Throws `TransientFault` where the service could not be reached, `Fault` where it failed. */
  async ask<Data>(query: string, variables: object): Promise<Data> {
    const { data, errors } = parseAnswer(await this.post(stringifyJson({ query, variables })));
    if (errors?.[0]) throw faultOf(errors);
    return data as Data;
  }

  /** The items of a subscription until it ends. Throws `TransientFault` where the connection does. */
  async *subscribe<Data>(query: string, variables: Record<string, unknown>): AsyncGenerator<Data, void, undefined> {
    const url = `${this.url.replace(/^http/, 'ws')}/graphql`;
    const client = createClient({ url, retryAttempts: 0, connectionParams: this.credentials() });
    const hangUp = () => client.terminate();
    const silence = setTimeout(hangUp, SILENCE_MS);
    this.signal.addEventListener('abort', hangUp);
    try {
      for await (const { data, errors } of client.iterate({ query, variables })) {
        silence.refresh();
        if (errors?.[0]) throw faultOf(errors);
        yield data as Data;
      }
    } catch (error) {
      this.signal.throwIfAborted();
      if (Array.isArray(error)) throw faultOf(error as NonNullable<GraphQLErrors['errors']>);
      throw error instanceof Fault ? error : this.lost(error);
    } finally {
      clearTimeout(silence);
      this.signal.removeEventListener('abort', hangUp);
      void client.dispose();
    }
    this.signal.throwIfAborted();
  }

  private credentials(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  private async post(body: string): Promise<string> {
    try {
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.credentials() },
        body,
        signal: this.signal,
      });
      return await response.text();
    } catch (error) {
      this.signal.throwIfAborted();
      throw this.lost(error);
    }
  }

  private lost(cause: unknown): TransientFault {
    return new TransientFault(`The service on ${this.url} does not answer any more.`, { cause });
  }
}

function parseAnswer(text: string): GraphQLErrors {
  try {
    return parseJson(text) as GraphQLErrors;
  } catch (cause) {
    // A proxy in between says in its own way that the service is not there.
    throw new TransientFault(`The service does not answer with JSON: ${messageOf(cause)}`, { cause });
  }
}

function faultOf(errors: NonNullable<GraphQLErrors['errors']>): Fault {
  const message = errors.map((error) => error.message + requestOf(error.extensions?.requestId)).join(' ');
  const isTransient = errors.every(({ extensions }) => extensions?.code === 'UNAVAILABLE');
  return isTransient ? new TransientFault(message) : new Fault(message);
}

function requestOf(id: unknown): string {
  return id === undefined ? '' : ` (request ${id})`;
}
