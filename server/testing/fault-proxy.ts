import { Agent, request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../demo/samples/seeded-random.ts';
import { listenForTest, type Listening } from './listening.ts';

const services = ['Table', 'Queue', 'Blob'] as const;
type Service = (typeof services)[number];

type RequestKind =
  | 'table-query'
  | 'table-row'
  | 'table-list'
  | 'table-write'
  | 'queue-read'
  | 'queue-write'
  | 'blob-read'
  | 'blob-write';

export interface SeenRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** Path and query, percent-decoded. */
  readonly url: string;
  /** When it arrived, as `performance.now()` counts. */
  readonly atMs: number;
}

/** All but `delay`, `cut-body` and `broken-json` keep the request from the storage behind. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'reset' }
  /** Never answers; the connection stays open. */
  | { readonly kind: 'silence' }
  /** Half of the body under the length of the whole, then the connection is cut. */
  | { readonly kind: 'cut-body' }
  /** Half of the body as if it were all. */
  | { readonly kind: 'broken-json' }
  | { readonly kind: 'delay'; readonly delayMs: number };

interface FaultRule {
  readonly fault: Fault;
  /** Every request when left out. */
  readonly on?: RequestKind | ((request: SeenRequest) => boolean);
  /** Matching requests it hits before it is used up; no limit when left out. */
  readonly times?: number;
  /** Which share of the matching requests it hits, by seeded chance; all when left out. */
  readonly share?: number;
}

export interface FaultProxy {
  readonly connectionString: string;
  /** Requests that arrived, faulty ones too, in order. */
  readonly requests: readonly SeenRequest[];
  /** Number of them, of one kind or of all. */
  count(kind?: RequestKind): number;
  forgetRequests(): void;
  /** The first rule that hits a request decides. */
  inject(...rules: FaultRule[]): void;
  /** Takes back all rules. Requests that are kept waiting stay so. */
  heal(): void;
  stop(): Promise<void>;
}

function kindOfRequest(service: Service, method: string, url: string): RequestKind {
  const isRead = method === 'GET' || method === 'HEAD';
  if (service === 'Queue') return isRead ? 'queue-read' : 'queue-write';
  if (service === 'Blob') return isRead ? 'blob-read' : 'blob-write';
  if (!isRead) return 'table-write';
  if (/\(PartitionKey=/.test(url)) return 'table-row';
  return /^\/[^/]+\/Tables/.test(url) ? 'table-list' : 'table-query';
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Signatures cover path and headers, so both go on as they came. */
async function askStorage(origin: string, incoming: IncomingMessage, agent: Agent): Promise<Answer> {
  const body = await bytesOf(incoming);
  const { method, headers, url = '/' } = incoming;
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(origin + url, { method, headers, agent }, (message) => {
      bytesOf(message).then(
        (bytes) => resolve({ status: message.statusCode ?? 502, headers: message.headers, body: bytes }),
        reject,
      );
    });
    outgoing.on('error', reject).end(body);
  });
}

function refuse(response: ServerResponse, fault: Extract<Fault, { kind: 'status' }>): void {
  const body = JSON.stringify({
    'odata.error': { code: fault.status === 503 ? 'ServerBusy' : 'Injected', message: { value: 'injected' } },
  });
  const { retryAfterSeconds } = fault;
  response.writeHead(fault.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  response.end(body);
}

function giveAnswer(response: ServerResponse, { status, headers, body }: Answer, fault: Fault | null): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  const sent = fault?.kind === 'broken-json' ? half : body;
  const rest = { ...headers };
  delete rest['transfer-encoding'];
  const isHead = response.req.method === 'HEAD';
  response.writeHead(status, isHead ? rest : { ...rest, 'content-length': String(sent.length) });
  if (fault?.kind !== 'cut-body') response.end(isHead ? undefined : sent);
  else response.write(half, () => response.socket?.destroy());
}

/** Stands in front of the endpoints of a connection string and does harm as told; the same seed does the same harm. */
export async function startFaultProxy(connectionString: string, seed = 'faults'): Promise<FaultProxy> {
  const random = seededRandom(seed);
  const requests: SeenRequest[] = [];
  const rules: { rule: FaultRule; left: number }[] = [];
  const agent = new Agent({ keepAlive: true });

  const faultFor = (seen: SeenRequest): Fault | null => {
    for (const entry of rules) {
      const { on, share = 1, fault } = entry.rule;
      const matches = typeof on === 'function' ? on(seen) : on === undefined || on === seen.kind;
      if (!matches || entry.left === 0 || (share < 1 && random() >= share)) continue;
      entry.left--;
      return fault;
    }
    return null;
  };

  const serve = async (
    service: Service,
    origin: string,
    incoming: IncomingMessage,
    response: ServerResponse,
  ) => {
    const { method = 'GET', url = '/' } = incoming;
    const kind = kindOfRequest(service, method, url);
    const seen = { kind, method, url: decoded(url), atMs: performance.now() };
    requests.push(seen);
    const fault = faultFor(seen);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset') incoming.socket.resetAndDestroy();
    else if (fault?.kind === 'status') refuse(response, fault);
    else {
      if (fault?.kind === 'delay') await delay(fault.delayMs);
      giveAnswer(response, await askStorage(origin, incoming, agent), fault);
    }
  };

  const servers: Listening[] = [];
  let proxied = connectionString;
  for (const service of services) {
    const origin = new RegExp(`${service}Endpoint=(https?://[^/;]+)`).exec(connectionString)?.[1];
    if (origin === undefined) throw new TypeError(`the connection string names no ${service}Endpoint`);
    const server = await listenForTest((incoming, response) => {
      serve(service, origin, incoming, response).catch(() => incoming.socket.destroy());
    });
    servers.push(server);
    proxied = proxied.replace(`${service}Endpoint=${origin}`, `${service}Endpoint=${server.url}`);
  }

  return {
    connectionString: proxied,
    requests,
    count: (kind) => requests.filter((seen) => kind === undefined || seen.kind === kind).length,
    forgetRequests: () => void (requests.length = 0),
    inject: (...added) => {
      for (const rule of added) rules.push({ rule, left: rule.times ?? Infinity });
    },
    heal: () => void (rules.length = 0),
    async stop() {
      agent.destroy();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
