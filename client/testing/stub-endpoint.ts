import { http, HttpResponse, type DefaultBodyType, type StrictRequest } from 'msw';
import { setupServer } from 'msw/node';
import { getHubAccess, getSession } from '../../shared/contract/access.ts';
import { searchAudit } from '../../shared/contract/audit.ts';
import { diagnoseInstance, getHubVerdict } from '../../shared/contract/diagnosis.ts';
import type { Endpoint, ResultOf } from '../../shared/contract/endpoint.ts';
import { errorEnvelope, type ErrorCode } from '../../shared/contract/errors.ts';
import { getHubLinks, getInstanceLinks } from '../../shared/contract/links.ts';
import { getEventGrid } from '../../shared/contract/event-grid.ts';
import { makeEventGridState } from '../../shared/testing/event-grid.ts';
import { makeLinks } from '../../shared/testing/links.ts';
import { makeDiagnosis } from '../../shared/testing/findings.ts';
import { makeHubAccess, makeSession } from '../../shared/testing/commands.ts';
import { makeHubVerdict } from '../../shared/testing/verdict.ts';

/** What every page asks beside what it is about; a test about the answers stubs its own. */
export const stubServer = setupServer(
  http.get(`*${getSession.path}`, () => HttpResponse.json(makeSession())),
  http.get(`*${getHubAccess.path}`, () => HttpResponse.json(makeHubAccess())),
  http.get(`*${getHubVerdict.path}`, () => HttpResponse.json(makeHubVerdict())),
  http.get(`*${diagnoseInstance.path}`, ({ params }) =>
    HttpResponse.json(makeDiagnosis({ instanceId: String(params.instanceId) })),
  ),
  http.get(`*${getInstanceLinks.path}`, () => HttpResponse.json(makeLinks())),
  http.get(`*${getHubLinks.path}`, () => HttpResponse.json(makeLinks())),
  http.get(`*${getEventGrid.path}`, () => HttpResponse.json(makeEventGridState())),
  http.get(`*${searchAudit.path}`, () =>
    HttpResponse.json({ entries: [], nextCursor: null, isDurable: true }),
  ),
);

export interface StubbedRequest {
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = (request: StubbedRequest) => Response | Promise<Response>;

async function bodyOf(request: StrictRequest<DefaultBodyType>): Promise<unknown> {
  const text = await request.text();
  return text === '' ? undefined : JSON.parse(text);
}

function stub(endpoint: Endpoint, answer: Answer): void {
  const method = endpoint.method === 'GET' ? http.get : http.post;
  stubServer.use(
    method(`${window.location.origin}${endpoint.path}`, async ({ request, params }) => {
      const texts = Object.entries(params).map(([name, value]) => [name, String(value)] as const);
      return answer({
        params: Object.fromEntries(texts),
        query: new URL(request.url).searchParams,
        headers: request.headers,
        body: await bodyOf(request),
      });
    }),
  );
}

type Respond<Result> = (request: StubbedRequest) => Result | Promise<Result>;

function isRespond<Result>(result: Result | Respond<Result>): result is Respond<Result> {
  return typeof result === 'function';
}

/** The endpoint answers with data that satisfies its contract; a later stub of the same endpoint wins. */
export function stubEndpoint<E extends Endpoint>(
  endpoint: E,
  result: ResultOf<E> | Respond<ResultOf<E>>,
): void {
  stub(endpoint, async (request) => {
    const value: unknown = isRespond(result) ? await result(request) : result;
    return HttpResponse.json(endpoint.result.parse(value) as DefaultBodyType, { status: endpoint.status });
  });
}

interface StubbedFailure {
  status: number;
  code: ErrorCode;
  message: string;
  details?: unknown;
}

export function stubFailure(endpoint: Endpoint, { status, ...failure }: StubbedFailure): void {
  const envelope = errorEnvelope.parse({ error: { ...failure, requestId: 'request-1' } });
  stub(endpoint, () => HttpResponse.json(envelope, { status }));
}

/** The server cannot be reached. */
export function stubNoAnswer(endpoint: Endpoint): void {
  stub(endpoint, () => HttpResponse.error());
}
