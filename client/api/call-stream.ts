import type { Endpoint, ParamsOf, QueryOf, ResultOf } from '../../shared/contract/endpoint.ts';
import { BadResponseError, NetworkError } from './api-errors.ts';
import { openStream, parseAnswer } from './call-endpoint.ts';
import { endpointUrl } from './endpoint-url.ts';

async function* textsOf(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // Whoever stops listening lets go of the connection; nobody waits for it.
    reader.cancel().catch(() => undefined);
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const text of textsOf(response)) {
    const [first = '', ...rest] = text.split('\n');
    parts.push(first);
    for (const next of rest) {
      yield parts.join('');
      parts = [next];
    }
  }
  // Every line has an end; what is behind the last one was cut off.
  if (parts.join('') !== '') throw new NetworkError('The answer was cut off.');
}

function parseLine(status: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new BadResponseError(status, 'A line of the answer is not JSON.', { cause });
  }
}

interface StreamRequest<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly signal: AbortSignal;
}

/** Results as they come: one a line of NDJSON where the server streams, else the whole answer as the only one. */
export async function* callStream<E extends Endpoint>(
  endpoint: E,
  { params, query, signal }: StreamRequest<E>,
): AsyncGenerator<ResultOf<E>> {
  const url = endpointUrl(endpoint, params, query);
  const response = await openStream(url, signal, 'application/x-ndjson, application/json;q=0.5');
  const isStream = response.headers.get('content-type')?.startsWith('application/x-ndjson') === true;
  try {
    if (isStream) {
      for await (const line of linesOf(response))
        yield parseAnswer(endpoint, response.status, parseLine(response.status, line));
    } else {
      yield parseAnswer(endpoint, response.status, parseLine(response.status, await response.text()));
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof TypeError)) throw error;
    throw new NetworkError('The connection broke off.', { cause: error });
  }
}
