import {
  writeHeader,
  type BodyOf,
  type Endpoint,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '../../shared/contract/endpoint.ts';
import { errorEnvelope } from '../../shared/contract/errors.ts';
import { ApiError, BadResponseError, NetworkError } from './api-errors.ts';
import { endpointUrl } from './endpoint-url.ts';

type Part<Key extends string, Value> = undefined extends Value
  ? Partial<Record<Key, Value>>
  : Record<Key, Value>;

export type EndpointRequest<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>>;

interface LooseRequest<E extends Endpoint> {
  params?: ParamsOf<E>;
  query?: QueryOf<E>;
  body?: BodyOf<E>;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new NetworkError('The server cannot be reached.', { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new BadResponseError(response.status, `The server answered ${response.status} without JSON.`, {
      cause,
    });
  }
}

async function failureOf(response: Response): Promise<Error> {
  const envelope = errorEnvelope.safeParse(await readJson(response));
  return envelope.success
    ? new ApiError({ status: response.status, ...envelope.data.error })
    : new BadResponseError(response.status, `The server answered ${response.status} without saying why.`);
}

function initOf(endpoint: Endpoint, body: unknown, signal: AbortSignal | undefined): RequestInit {
  const init: RequestInit = { method: endpoint.method, headers: { accept: 'application/json' } };
  if (signal !== undefined) init.signal = signal;
  if (endpoint.method === 'GET') return init;
  init.headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    [writeHeader.name]: writeHeader.value,
  };
  if (body !== undefined) init.body = JSON.stringify(body);
  return init;
}

/** What the server answered, or an error that says where it breaks the contract. */
export function parseAnswer<E extends Endpoint>(endpoint: E, status: number, answer: unknown): ResultOf<E> {
  const result = endpoint.result.safeParse(answer);
  if (result.success) return result.data as ResultOf<E>;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw new BadResponseError(status, `The answer breaks the contract at “${where}”.`, {
    cause: result.error,
  });
}

/** Resolves with data that satisfies the contract; everything else throws. */
export async function callEndpoint<E extends Endpoint>(
  endpoint: E,
  request: EndpointRequest<E>,
  signal?: AbortSignal,
): Promise<ResultOf<E>> {
  const { params, query, body }: LooseRequest<E> = request;
  const response = await send(endpointUrl(endpoint, params, query), initOf(endpoint, body, signal));
  if (!response.ok) throw await failureOf(response);
  return parseAnswer(endpoint, response.status, await readJson(response));
}

/** An answer that is no JSON, with its body still to be read; a failure before it throws as it does for endpoints. */
export async function openStream(url: string, signal: AbortSignal, mediaTypes = '*/*'): Promise<Response> {
  const response = await send(url, { signal, headers: { accept: mediaTypes } });
  if (!response.ok) throw await failureOf(response);
  return response;
}
