import type { Coverage } from '../../shared/contract/coverage.ts';
import { hubChange } from '../../shared/contract/hub-changes.ts';

/** Stands in for the browser's EventSource, which jsdom lacks; the tests play the server. */
export class FakeEventSource extends EventTarget {
  static readonly open = new Set<FakeEventSource>();
  onopen: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.open.add(this);
  }

  close(): void {
    FakeEventSource.open.delete(this);
  }
}

function sourcesOf(hub: string): FakeEventSource[] {
  const url = `/api/hubs/${encodeURIComponent(hub)}/changes`;
  return [...FakeEventSource.open].filter((source) => source.url === url);
}

export function openHubFeed(hub: string): void {
  for (const source of sourcesOf(hub)) source.onopen?.();
}

export function breakHubFeed(hub: string): void {
  for (const source of sourcesOf(hub)) source.onerror?.();
}

let revision = 0;

/** The server says that the hub's index took in new rows. */
export function sendHubChange(hub: string, coverage: Coverage): void {
  revision += 1;
  sendFreshness(hub, coverage);
}

/** The server says how fresh the index is; its rows are what they were. */
export function sendFreshness(hub: string, coverage: Coverage): void {
  const data = JSON.stringify(hubChange.parse({ coverage, revision }));
  for (const source of sourcesOf(hub)) source.onmessage?.(new MessageEvent('message', { data }));
}
