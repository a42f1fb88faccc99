import type { HttpClient } from '@azure/core-rest-pipeline';
import type { RequestPolicyFactory } from '@azure/storage-queue';
import { nowInstant } from '../../clock.ts';
import type { RequestCount } from '../../../shared/contract/storage-cost.ts';

type Service = RequestCount['service'];
type Operation = RequestCount['operation'];

const keptMinutes = 60;

interface Entry {
  readonly service: Service;
  readonly operation: Operation;
  readonly resource: string;
  total: number;
  readonly byMinute: Map<number, number>;
}

/** Table, queue or container that an address is of; empty = the service as a whole. */
function resourceOf(url: URL, base: string): string {
  const path = url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length);
  return /^\/?([^/(]*)/.exec(path)?.[1]?.toLowerCase() ?? '';
}

function operationOf(service: Service, method: string, url: URL): Operation {
  if (method !== 'GET' && method !== 'HEAD') return 'write';
  const isList =
    url.searchParams.get('comp') === 'list' || (service === 'table' && /\(\)$/.test(url.pathname));
  return isList ? 'list' : 'read';
}

/** What this process asked of one account, by table, queue and container. */
export class RequestLedger {
  readonly countedSince = nowInstant();
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly nowMs: () => number = () => Date.now()) {}

  /** A client that counts what it sends; `base` is the endpoint of the service. */
  counting(client: HttpClient, service: Service, base: string): HttpClient {
    return {
      sendRequest: (request) => {
        this.note(service, base, request);
        return client.sendRequest(request);
      },
    };
  }

  /** The same for clients that are put together of policies. */
  countingPolicy(service: Service, base: string): RequestPolicyFactory {
    return {
      create: (next) => ({
        sendRequest: (request) => {
          this.note(service, base, request);
          return next.sendRequest(request);
        },
      }),
    };
  }

  /** Sums of the resources that belong, by service and operation. */
  countsOf(belongs: (resource: string) => boolean): RequestCount[] {
    const thisMinute = this.minute();
    const sums = new Map<string, RequestCount>();
    for (const { service, operation, resource, total, byMinute } of this.entries.values()) {
      if (!belongs(resource)) continue;
      const key = `${service} ${operation}`;
      const found = sums.get(key) ?? {
        ...{ service, operation, total: 0 },
        perMinute: Array.from({ length: keptMinutes }, () => 0),
      };
      const perMinute = found.perMinute.map(
        (count, place) => count + (byMinute.get(thisMinute - keptMinutes + place) ?? 0),
      );
      sums.set(key, { ...found, total: found.total + total, perMinute });
    }
    return [...sums.values()].sort((one, other) => other.total - one.total);
  }

  private minute(): number {
    return Math.floor(this.nowMs() / 60_000);
  }

  private note(
    service: Service,
    base: string,
    request: { readonly url: string; readonly method: string },
  ): void {
    const url = new URL(request.url);
    const operation = operationOf(service, request.method, url);
    const resource = resourceOf(url, base);
    const key = `${service} ${operation} ${resource}`;
    const entry = this.entries.get(key) ?? {
      service,
      operation,
      resource,
      total: 0,
      byMinute: new Map<number, number>(),
    };
    this.entries.set(key, entry);
    const minute = this.minute();
    entry.total += 1;
    entry.byMinute.set(minute, (entry.byMinute.get(minute) ?? 0) + 1);
    for (const old of entry.byMinute.keys()) {
      if (old >= minute - keptMinutes) break;
      entry.byMinute.delete(old);
    }
  }
}
