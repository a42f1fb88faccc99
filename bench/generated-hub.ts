import type { InstanceRow } from '../shared/contract/instances.ts';
import type { Instant } from '../shared/domain/instant.ts';
import { AppError } from '../server/errors.ts';
import type { ScannedFailure, TaskHub, TaskHubConnection } from '../server/task-hub/task-hub.ts';
import { seedInstances } from './seed-rows.ts';

const pageRows = 1000;

function* pagesOf<Item>(items: Iterable<Item>): Generator<Item[]> {
  let page: Item[] = [];
  for (const item of items) {
    page.push(item);
    if (page.length < pageRows) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function unsupported(): Promise<never> {
  return Promise.reject(new AppError('unsupported', 'A generated hub can only be listed.'));
}

/** The event loop has to answer requests between two pages. */
async function* unhurried<Item>(pages: Iterable<Item>): AsyncGenerator<Item> {
  for (const page of pages) {
    await new Promise((resolve) => setImmediate(resolve));
    yield page;
  }
}

/** A task hub whose rows are made while they are read, so that they take no memory beside the index. */
function generatedHub(name: string, count: number, endsAt: Instant): TaskHub {
  function* rows(): Generator<InstanceRow> {
    for (const { row } of seedInstances({ count, endsAt })) yield { ...row, failure: null };
  }
  function* failures(): Generator<ScannedFailure> {
    for (const { row } of seedInstances({ count, endsAt })) {
      const { instanceId, rowVersion, failure } = row;
      if (failure !== null) yield { instanceId, rowVersion, failure };
    }
  }
  function* ids(): Generator<string> {
    for (const { row } of seedInstances({ count, endsAt })) yield row.instanceId;
  }
  return {
    ref: { connection: 'generated', name, provider: 'azure-storage' },
    async *scanInstances({ writtenSince }) {
      if (writtenSince === undefined) yield* unhurried(pagesOf(rows()));
    },
    scanInstanceIds: () => unhurried(pagesOf(ids())),
    scanFailures: () => unhurried(pagesOf(failures())),
    getInstance: unsupported,
    readHistory: unsupported,
    findHistoryEvent: unsupported,
    readPayload: unsupported,
    readBacklog: unsupported,
    peekMessages: () => Promise.resolve([]),
    commands: { terminate: unsupported, suspend: unsupported, resume: unsupported, raiseEvent: unsupported },
  };
}

export function generatedConnection(hubName: string, count: number, endsAt: Instant): TaskHubConnection {
  return {
    name: 'generated',
    provider: 'azure-storage',
    target: 'rows made on the spot',
    discoverHubs: () => Promise.resolve([hubName]),
    openHub: (name) => generatedHub(name, count, endsAt),
  };
}
