import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/contract/audit.ts';
import { makeAuditEntry } from '../../shared/testing/audit.ts';
import { makeCommandReceipt } from '../../shared/testing/commands.ts';
import { compileMasking } from '../masking/masking-rules.ts';
import { accepted, auditQuery, makeAttempt } from '../testing/audit-rig.ts';
import type { AuditLog, AuditQuery } from './audit-log.ts';
import { encodeLine } from './audit-line.ts';
import { FileAuditStore } from './file-audit-store.ts';
import { openAuditLog } from './open-audit-log.ts';

const hub = 'memory~TestHub';
/** Typed as what it stands for. */
const containing = (words: string): string => expect.stringContaining(words) as string;

let directory: string;
let printed: string[];
let notices: string[];
let failures: unknown[];
let opened: AuditLog[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'audit-'));
  printed = [];
  notices = [];
  failures = [];
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((log) => log.close()));
  rmSync(directory, { recursive: true, force: true });
});

async function openLog(dataDirectory: string | null = directory, masking: object[] = []): Promise<AuditLog> {
  const log = await openAuditLog({
    dataDirectory,
    masking: compileMasking(masking, 'withhold', []),
    print: (line) => printed.push(line),
    onNotice: (notice) => notices.push(notice),
    onFailure: (error) => failures.push(error),
  });
  opened.push(log);
  return log;
}

async function record(log: AuditLog, ...attempts: Parameters<typeof makeAttempt>[0][]): Promise<void> {
  for (const attempt of attempts) await (await log.begin(makeAttempt(attempt)))(accepted);
}

async function search(log: AuditLog, query: Partial<AuditQuery> = {}): Promise<AuditEntry[]> {
  return (await log.search(hub, auditQuery(query))).entries;
}

/** Every page until the last. */
async function allPages(log: AuditLog, query: Partial<AuditQuery>): Promise<AuditEntry[][]> {
  const pages: AuditEntry[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await log.search(hub, auditQuery({ ...query, ...(cursor !== undefined && { cursor }) }));
    pages.push(page.entries);
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
  }
}

const auditFile = () => join(directory, 'audit', readdirSync(join(directory, 'audit'))[0]!);
const ids = (entries: readonly AuditEntry[]) => entries.map(({ instanceId }) => instanceId);

describe.each(['in a file', 'in memory'])('%s', (kept) => {
  const open = () => openLog(kept === 'in a file' ? directory : null);

  it('the latest attempt comes first, each once, with what came of it', async () => {
    const log = await open();
    const receipt = makeCommandReceipt();
    await (
      await log.begin(makeAttempt())
    )({ ...accepted, message: 'Queued.', receipt });
    await log.refused(makeAttempt({ instanceId: 'order-2' }), {
      result: 'refused',
      code: 'forbidden',
      message: 'Not yours.',
      receipt: null,
    });
    const { entries, isDurable, nextCursor } = await log.search(hub, auditQuery());
    expect(entries).toMatchObject([
      { instanceId: 'order-2', result: 'refused', code: 'forbidden', message: 'Not yours.', receipt: null },
      { instanceId: 'order-1', result: 'accepted', message: 'Queued.', receipt, user: { id: 'ada' } },
    ]);
    expect({ isDurable, nextCursor }).toEqual({ isDurable: kept === 'in a file', nextCursor: null });
  });

  it('an attempt that is under way is unknown, and says so', async () => {
    const log = await open();
    await log.begin(makeAttempt());
    expect(await search(log)).toMatchObject([{ result: 'unknown', message: containing('being sent') }]);
  });

  it('other task hubs are another log', async () => {
    const log = await open();
    await record(log, { hub: 'memory~Other' }, {});
    expect(await search(log)).toHaveLength(1);
  });

  it.each([
    [{ instanceId: 'b' }, ['b']],
    [{ command: 'purge' }, ['c']],
    [{ jobId: 'job-1' }, ['b']],
    [{ text: 'GRACE' }, ['b']],
    [{ text: 'stock' }, ['a']],
    [{ result: 'refused' }, ['d']],
    [{ result: 'unknown' }, []],
    [{ text: 'nothing of it' }, []],
  ] as const)('the filter %j finds %j', async (query, expected) => {
    const log = await open();
    await record(
      log,
      { instanceId: 'a', reason: 'Out of stock' },
      { instanceId: 'b', jobId: 'job-1', user: { id: 'g', name: 'Grace' } },
      { instanceId: 'c', command: 'purge' },
    );
    await log.refused(makeAttempt({ instanceId: 'd' }), { ...accepted, result: 'refused' });
    expect(ids(await search(log, query))).toEqual(expected);
  });

  it('a time span keeps what began in it', async () => {
    const log = await open();
    await record(log, { instanceId: 'a' }, { instanceId: 'b' }, { instanceId: 'c' });
    const [, b] = await search(log);
    expect(ids(await search(log, { from: b!.at, to: b!.at }))).toEqual(['b']);
    expect(ids(await search(log, { from: b!.at }))).toEqual(['c', 'b']);
  });

  it('pages neither repeat nor leave out anything, whatever is written meanwhile', async () => {
    const log = await open();
    const names = Array.from({ length: 25 }, (_, i) => `order-${i}`);
    await record(log, ...names.map((instanceId) => ({ instanceId })));
    const first = await log.search(hub, auditQuery({ limit: 10 }));
    await record(log, { instanceId: 'later' });
    const rest = await allPages(log, { limit: 10, cursor: first.nextCursor! });
    expect(ids([...first.entries, ...rest.flat()])).toEqual([...names].reverse());
  });

  it.each(['nonsense', Buffer.from('{"file":"../../x","before":1,"ended":[]}').toString('base64url')])(
    'the cursor %s is refused',
    async (cursor) => {
      const log = await open();
      await expect(search(log, { cursor })).rejects.toMatchObject({ code: 'invalid-request' });
    },
  );

  it('every line is printed as JSON, the attempt before its outcome', async () => {
    await record(await open(), {});
    expect(printed.map((line) => (JSON.parse(line) as { audit: string }).audit)).toEqual([
      'attempt',
      'outcome',
    ]);
  });
});

it('is there after a restart', async () => {
  await record(await openLog(), { instanceId: 'before' });
  expect(ids(await search(await openLog()))).toEqual(['before']);
});

it('an attempt of a process that ended before the answer is unknown', async () => {
  await (await openLog()).begin(makeAttempt());
  const [entry] = await search(await openLog());
  expect(entry).toMatchObject({
    result: 'unknown',
    code: null,
    message: containing('may have been sent'),
  });
});

it('pages that part an attempt from its outcome call neither of them unknown', async () => {
  const log = await openLog();
  const end = await log.begin(makeAttempt({ instanceId: 'slow' }));
  await record(log, ...Array.from({ length: 5 }, (_, i) => ({ instanceId: `order-${i}` })));
  await end(accepted);
  const entries = (await allPages(log, { limit: 2 })).flat();
  expect(entries.map(({ result }) => result)).toEqual(Array(6).fill('accepted'));
});

it('a torn last line is skipped and told once, and does not swallow the next one', async () => {
  await record(await openLog(), { instanceId: 'before' });
  appendFileSync(auditFile(), '{"audit":"attempt","writtenAt":"2026-1');
  const log = await openLog();
  await record(log, { instanceId: 'after' });
  expect(ids(await search(log))).toEqual(['after', 'before']);
  await search(log);
  expect(notices).toEqual([expect.stringContaining('was cut off')]);
  appendFileSync(auditFile(), `{"audit":"attempt","hub":"${hub}","writtenAt`);
  await search(log);
  await search(log);
  expect(notices).toHaveLength(2);
  expect(notices[1]).toContain('cannot be read');
});

it('two processes write one file side by side', async () => {
  const [one, other] = [await openLog(), await openLog()];
  const many = (log: AuditLog, name: string) =>
    Promise.all(Array.from({ length: 100 }, (_, i) => record(log, { instanceId: `${name}-${i}` })));
  await Promise.all([many(one, 'one'), many(other, 'other')]);
  expect(new Set(ids(await search(one, { limit: 1000 }))).size).toBe(200);
  expect(notices).toEqual([]);
});

it('an attempt that cannot be written down is told, and its outcome is not lost on the output', async () => {
  const log = await openLog();
  rmSync(join(directory, 'audit'), { recursive: true });
  await expect(log.begin(makeAttempt())).rejects.toMatchObject({ code: 'store-unavailable' });
  await log.refused(makeAttempt(), accepted);
  expect(failures).toHaveLength(1);
  expect(printed).toHaveLength(2);
});

describe('what is written down', () => {
  const masked = [{ path: '**.password' }, { pattern: '4111\\d{12}' }];

  async function written(parameters: Record<string, unknown>, reason = ''): Promise<string> {
    await record(await openLog(directory, masked), { parameters, reason });
    return readFileSync(auditFile(), 'utf8') + printed.join('\n');
  }

  it('is masked: JSON in texts, values of objects, reasons', async () => {
    const text = await written(
      { input: '{"password":"hunter2","kept":"yes"}', tags: { password: 'hunter2', kept: 'tag' } },
      'card 4111111111111111',
    );
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('4111111111111111');
    expect(text).toContain('yes');
    expect(text).toContain('tag');
  });

  it('is masked where a text is cut', async () => {
    const text = await written({
      input: `{"kept":"${'x'.repeat(1_950)}","password":"hunter2${'y'.repeat(50_000)}"}`,
    });
    expect(text).not.toContain('hunter2');
    expect(text.length).toBeLessThan(15_000);
  });

  it('is no longer than anybody reads, and says how long it was', async () => {
    const text = await written({ input: JSON.stringify('🚀'.repeat(100_000)) });
    expect(text.length).toBeLessThan(15_000);
    expect(text).toContain('(200002 characters)');
  });
});

describe('a long log', () => {
  const entries = 200_000;

  /** Written as fast as the disk takes it: what matters is its size. */
  function writeLong(): void {
    const line = (i: number) => {
      const at = `2026-01-01T00:00:00.${String(i).padStart(7, '0')}Z`;
      const entry = makeAuditEntry({ id: `id-${i}`, at, hub, instanceId: `order-${i % 1000}` });
      return `${encodeLine({ phase: 'attempt', entry }, at)}\n${encodeLine({ phase: 'outcome', entry }, at)}\n`;
    };
    const file = join(directory, '2026-01.ndjson');
    for (let start = 0; start < entries; start += 20_000)
      appendFileSync(file, Array.from({ length: 20_000 }, (_, i) => line(start + i)).join(''));
  }

  it('costs a page one block where that holds enough, and any page a bounded part', async () => {
    writeLong();
    const store = new FileAuditStore({
      directory,
      onNotice: (notice) => notices.push(notice),
      budgetBytes: 1,
    });
    const find = (query: Partial<AuditQuery>) => store.search({ hub, query: auditQuery(query) });
    const first = await find({ limit: 100 });
    expect(first.entries.map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, i) => `id-${entries - 1 - i}`),
    );
    const rare = await find({ text: 'nobody' });
    expect(rare.entries).toEqual([]);
    expect(rare.nextCursor).not.toBeNull();
    expect((await find({ text: 'nobody', from: '2026-06-01T00:00:00.0000000Z' })).nextCursor).toBeNull();
    await store.close();
  });

  it('is looked through to its end for what is rare', async () => {
    writeLong();
    const store = new FileAuditStore({ directory, onNotice: (notice) => notices.push(notice) });
    const found: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = auditQuery({ instanceId: 'order-7', ...(cursor !== undefined && { cursor }) });
      const page = await store.search({ hub, query });
      found.push(...page.entries.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(found).toHaveLength(entries / 1000);
    expect(found.at(-1)).toBe('id-7');
    await store.close();
  });
});
