import { createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

// eslint-disable-next-line require-yield -- it fails before there is anything to yield
async function* unsupportedScan(): AsyncGenerator<never> {
  await unsupported();
}

/** The event loop has to answer requests between two pages. */
async function* unhurried<Item>(pages: Iterable<Item>): AsyncGenerator<Item> {
  for (const page of pages) {
    await new Promise((resolve) => setImmediate(resolve));
    yield page;
  }
}

/** What a later reading wants of the rows, kept outside the memory that is measured. */
class Notes<Note> {
  private readonly file: string;
  private readonly descriptor: number;

  constructor(folder: string, name: string) {
    this.file = `${folder}/${name}.ndjson`;
    this.descriptor = openSync(this.file, 'w');
  }

  add(notes: readonly Note[]): void {
    if (notes.length > 0)
      writeSync(this.descriptor, notes.map((note) => `${JSON.stringify(note)}\n`).join(''));
  }

  async *pages(): AsyncGenerator<Note[]> {
    let page: Note[] = [];
    for await (const line of createInterface({ input: createReadStream(this.file) })) {
      page.push(JSON.parse(line) as Note);
      if (page.length < pageRows) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }
}

function failureOf({ instanceId, rowVersion, failure }: InstanceRow): ScannedFailure[] {
  return failure === null ? [] : [{ instanceId, rowVersion, failure }];
}

/** A task hub whose rows are made while they are read, so that they take no memory beside the index. */
function generatedHub(name: string, count: number, endsAt: Instant): TaskHub {
  const folder = mkdtempSync(join(tmpdir(), 'durascope-rows-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const ids = new Notes<string>(folder, 'ids');
  const failures = new Notes<ScannedFailure>(folder, 'failures');
  function* rows(): Generator<InstanceRow> {
    for (const { row } of seedInstances({ count, endsAt })) yield row;
  }
  return {
    ref: { connection: 'generated', name, provider: 'azure-storage' },
    async *scanInstances({ writtenSince }) {
      if (writtenSince !== undefined) return;
      for await (const page of unhurried(pagesOf(rows()))) {
        ids.add(page.map(({ instanceId }) => instanceId));
        failures.add(page.flatMap(failureOf));
        yield page.map((row) => ({ ...row, failure: null }));
      }
    },
    scanInstanceIds: () => ids.pages(),
    scanFailures: () => failures.pages(),
    getInstance: unsupported,
    readHistory: unsupported,
    scanHistory: unsupportedScan,
    scanHistoryTexts: unsupportedScan,
    findHistoryEvent: unsupported,
    readPayload: unsupported,
    streamPayload: unsupported,
    readBacklog: unsupported,
    readQueues: unsupported,
    readAppLease: unsupported,
    readStartTrace: unsupported,
    storageRequests: () => ({ countedSince: endsAt, hub: [], account: [] }),
    peekMessages: () => Promise.resolve([]),
    unavailable: {},
    commands: {
      start: unsupported,
      terminate: unsupported,
      suspend: unsupported,
      resume: unsupported,
      raiseEvent: unsupported,
      rewind: unsupported,
      restart: unsupported,
      purge: unsupported,
      setCustomStatus: unsupported,
      cancelScheduledStart: unsupported,
      signalEntity: unsupported,
      cleanEntity: unsupported,
      deleteTaskHub: unsupported,
    },
    previews: { rewind: unsupported, purge: unsupported, deletion: unsupported },
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
