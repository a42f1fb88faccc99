import { z } from 'zod';
import { writeHeader } from '../../shared/contract/endpoint.ts';

const description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
/** They answer with files, which the description leaves out. */
const files = [
  '/api/hubs/{hub}/instances/{instanceId}/payload/download',
  '/api/hubs/{hub}/jobs/{jobId}/download',
];

const command = { name: 'terminate', reason: 'r' };
/** Bodies with which a write gets as far as storage. */
const bodies: Readonly<Record<string, object>> = {
  'raise-event': { name: 'Go', input: null },
  restart: { id: 'new' },
  'set-custom-status': { customStatus: null },
  'signal-entity': { operation: 'add', input: null },
  start: { name: 'Order' },
  delete: { confirmedName: 'not this one' },
  jobs: { target: { kind: 'ids', instanceIds: ['order-1'] }, command, expectedTotal: 1 },
  preview: { target: { kind: 'ids', instanceIds: ['order-1'] }, command },
  'payload-searches': { q: '', text: 'x' },
  rules: { rule: { name: 'r', hubs: '*', condition: { kind: 'no-worker' } } },
  test: { target: 'x' },
  'saved-views': { name: 'mine', search: '?q=x' },
};

export interface Answer {
  readonly route: string;
  readonly status: number;
  /** What a browser shows to its page: headers but cookies, and body. */
  readonly text: string;
}

async function textOf(response: Response, patienceMs: number): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = headers.map((header) => header.join(': ')).join('\n');
  const stop = setTimeout(() => void reader?.cancel(), patienceMs);
  for (;;) {
    const part = await reader?.read().catch(() => undefined);
    if (part === undefined || part.done) break;
    text += part.value;
  }
  clearTimeout(stop);
  return text;
}

export interface Asked {
  readonly url: string;
  /** Values of path parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Streams of events have no end, and storage in trouble is waited for. */
  readonly patienceMs: number;
}

async function ask(asked: Asked, method: string, path: string): Promise<Answer> {
  const { url, values, headers, patienceMs } = asked;
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'));
  const isRead = method === 'get';
  const body = JSON.stringify(bodies[path.split('/').at(-1) ?? ''] ?? {});
  const route = `${method.toUpperCase()} ${path}`;
  const query = path.includes('/payload') && isRead ? '?ref=instance:Input' : '';
  try {
    const response = await fetch(url + address + query, {
      method: method.toUpperCase(),
      headers: { ...headers, [writeHeader.name]: writeHeader.value, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(2 * patienceMs),
      ...(isRead ? {} : { body }),
    });
    return { route, status: response.status, text: await textOf(response, patienceMs) };
  } catch {
    // A connection that is cut says nothing.
    return { route, status: 0, text: '' };
  }
}

/** Sends something sensible to everything that the description of the API names. */
export async function askEveryEndpoint(asked: Asked): Promise<Answer[]> {
  const response = await fetch(`${asked.url}/api/openapi.json`, { headers: asked.headers });
  const { paths } = description.parse(await response.json());
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path] as const),
  );
  const all = [...routes, ...files.map((path) => ['get', path] as const)];
  return Promise.all(all.map(([method, path]) => ask(asked, method, path)));
}
