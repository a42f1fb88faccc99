import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceCommand } from '../../shared/contract/commands.ts';
import type { Role } from '../../shared/domain/access.ts';
import type { RuntimeStatus } from '../../shared/domain/runtime-status.ts';
import { makeCommandReceipt } from '../../shared/testing/commands.ts';
import { makeInstanceRow } from '../../shared/testing/instances.ts';
import type { AuditAttempt, AuditLog, AuditOutcome } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createCommandGate } from './command-gate.ts';
import type { Giver } from './giver.ts';

const child = (instanceId: string, depth: number, runtimeStatus: RuntimeStatus = 'Completed') => ({
  instanceId,
  name: null,
  runtimeStatus,
  depth,
  historyRows: 1,
  blobs: 0,
  blobBytes: 0,
});

/** Typed as what it stands for. */
const containing = (words: string): string => expect.stringContaining(words) as string;

let hub: MemoryTaskHub;
let server: TestApp;
let open: OpenHub;
/** What was written down and what was sent, in order. */
let steps: string[];
let outcomes: (AuditOutcome & { readonly attempt: AuditAttempt })[];
let beginFails: AppError | null;

const audit: AuditLog = {
  begin(attempt) {
    if (beginFails !== null) return Promise.reject(beginFails);
    steps.push(`begin ${attempt.command} ${attempt.instanceId}, ${hub.sent.length} sent`);
    return Promise.resolve((outcome) => {
      steps.push(`end ${attempt.instanceId}, ${hub.sent.length} sent`);
      outcomes.push({ ...outcome, attempt });
      return Promise.resolve();
    });
  },
  refused(attempt, outcome) {
    outcomes.push({ ...outcome, attempt });
    return Promise.resolve();
  },
  search: () => Promise.reject(new Error('nobody asks')),
  close: () => Promise.resolve(),
};

beforeAll(async () => {
  hub = new MemoryTaskHub({
    instances: [
      makeInstanceRow({ instanceId: 'running' }),
      ...['ended', 'child-1', 'child-2', 'grandchild'].map((instanceId) =>
        makeInstanceRow({ instanceId, runtimeStatus: 'Completed' }),
      ),
      makeInstanceRow({ instanceId: '@counter@a', kind: 'entity' }),
    ],
  });
  server = await startTestApp(hub);
  open = await server.hub('memory~TestHub');
});
afterAll(() => server.close());
beforeEach(() => {
  steps = [];
  outcomes = [];
  beginFails = null;
});
afterEach(() => {
  hub.sent.length = 0;
  hub.recover('sendCommand');
  hub.recover('getInstance');
});

function giver(role: Role | null = 'admin', parts: Partial<OpenHub> = {}): Giver {
  const caller = { id: 'ada', name: 'Ada', highestRole: role, roleOn: () => role };
  return { open: { ...open, ...parts }, caller, requestId: 'request-1', jobId: null };
}

const gate = createCommandGate({ audit, isReasonRequired: false });
const strict = createCommandGate({ audit, isReasonRequired: true });
const terminate: InstanceCommand = { name: 'terminate', reason: 'because', parameters: {} };
const purge = (parameters: { isForced?: boolean; includesChildren?: boolean } = {}): InstanceCommand => ({
  name: 'purge',
  reason: '',
  parameters: { isForced: false, includesChildren: false, ...parameters },
});

it('writes the attempt down, sends once, and writes down what came of it', async () => {
  const receipt = await gate.give(giver(), 'running', terminate);
  expect(steps).toEqual(['begin terminate running, 0 sent', 'end running, 1 sent']);
  expect(outcomes).toMatchObject([
    {
      result: 'accepted',
      receipt,
      attempt: { user: { id: 'ada', name: 'Ada' }, hub: open.key, requestId: 'request-1', reason: 'because' },
    },
  ]);
});

it('sends nothing that cannot be written down', async () => {
  beginFails = new AppError('store-unavailable', 'The disk is full.');
  await expect(gate.give(giver(), 'running', terminate)).rejects.toBe(beginFails);
  expect(hub.sent).toEqual([]);
});

describe('refuses, writes that down and sends nothing', () => {
  afterEach(() => {
    expect(hub.sent).toEqual([]);
    expect(steps).toEqual([]);
  });

  async function refused(giving: Promise<unknown>, code: string, words: string): Promise<void> {
    await expect(giving).rejects.toMatchObject({ code, message: containing(words) });
    expect(outcomes).toMatchObject([{ result: 'refused', code, message: containing(words) }]);
  }

  it('a viewer', () => refused(gate.give(giver('viewer'), 'running', terminate), 'forbidden', 'operator'));

  it('an operator who deletes', () =>
    refused(gate.give(giver('operator'), 'ended', purge()), 'forbidden', 'admin'));

  it('whoever writes through a read-only connection', () =>
    refused(
      gate.give(giver('admin', { readOnlyReason: 'Audit week.' }), 'running', terminate),
      'forbidden',
      'Audit week.',
    ));

  it('what the engine cannot do', () => {
    const limited = Object.create(hub, {
      unavailable: { value: { terminate: 'Too old.' } },
    }) as MemoryTaskHub;
    return refused(
      gate.give(giver('admin', { hub: limited }), 'running', terminate),
      'unsupported',
      'Too old.',
    );
  });

  it('what the engine would ignore', () =>
    refused(gate.give(giver(), 'ended', terminate), 'action-refused', 'has ended'));

  it('a purge of what runs, unless it is said explicitly', () =>
    refused(gate.give(giver(), 'running', purge()), 'action-refused', 'Say explicitly'));

  it('a purge of an entity, unless it is said explicitly', () =>
    refused(gate.give(giver(), '@counter@a', purge()), 'action-refused', 'loses its state'));

  it('a command without a reason, where one is required', () =>
    refused(strict.give(giver(), 'running', { ...terminate, reason: ' ' }), 'invalid-request', 'Say why'));

  it('ids that nobody has', () => refused(gate.give(giver(), 'nobody', terminate), 'not-found', 'nobody'));

  it.each<InstanceCommand>([
    { name: 'raise-event', reason: '', parameters: { name: 'e', input: '{"a":1,}' } },
    {
      name: 'signal-entity',
      reason: '',
      parameters: { operation: 'o', input: '{"a":1,}', scheduledAt: null },
    },
    { name: 'set-custom-status', reason: '', parameters: { customStatus: '{"a":1,}' } },
    {
      name: 'restart',
      reason: '',
      parameters: { id: 'new', newInstanceId: null, input: '{"a":1,}', version: null, tags: null },
    },
  ])('$name with a text that is no JSON, before anything is read', async (command) => {
    const before = hub.calls.getInstance;
    await refused(gate.give(giver(), 'running', command), 'invalid-request', 'line 1, column 8');
    expect(hub.calls.getInstance).toBe(before);
  });

  const start = { name: 'Order', input: null, version: null, tags: null, scheduledAt: null };

  it.each([
    ['running', 'action-refused', 'only after it has ended'],
    ['@counter@b', 'invalid-request', 'entity'],
  ])('a start with the id %s', (instanceId, code, words) =>
    refused(gate.start(giver(), { ...start, instanceId }, ''), code, words),
  );

  it.each([
    ['same', null],
    ['new', 'running'],
  ] as const)('a restart of what runs with the %s id %s', (id, newInstanceId) => {
    const parameters = { id, newInstanceId, version: null, tags: null };
    const instanceId = id === 'same' ? 'running' : 'ended';
    return refused(
      gate.give(giver(), instanceId, { name: 'restart', reason: '', parameters }),
      'action-refused',
      'only after it has ended',
    );
  });

  it.each([
    ['Testhub', true, 'invalid-request', 'Type the name'],
    ['TestHub', false, 'action-refused', 'have not ended'],
  ])('deleting the task hub as %s, forced %s', (confirmedName, isForced, code, words) =>
    refused(gate.deleteTaskHub(giver(), { confirmedName, isForced }, ''), code, words),
  );

  it('while storage cannot be read, which is a failure', async () => {
    hub.fail('getInstance');
    await expect(gate.give(giver(), 'running', terminate)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    expect(outcomes).toMatchObject([{ result: 'failed', code: 'store-unavailable' }]);
  });
});

it('what is forced goes', async () => {
  await gate.give(giver(), 'running', purge({ isForced: true }));
  expect(hub.sent).toMatchObject([{ command: 'purge', instanceId: 'running' }]);
});

it('an entity need not be there to be signalled', async () => {
  const parameters = { operation: 'add', input: '1', scheduledAt: null };
  await gate.give(giver('operator'), '@counter@unborn', { name: 'signal-entity', reason: '', parameters });
  expect(hub.sent).toMatchObject([{ instanceId: '@counter@unborn' }]);
  const toOrchestration = gate.give(giver(), 'unborn', { name: 'signal-entity', reason: '', parameters });
  await expect(toOrchestration).rejects.toMatchObject({ code: 'action-refused' });
});

it('ids that are left to chance are in the attempt already', async () => {
  const start = {
    name: 'Order',
    instanceId: null,
    input: null,
    version: null,
    tags: null,
    scheduledAt: null,
  };
  const { instanceId } = await gate.start(giver(), start, '');
  expect(instanceId).toMatch(/^[\da-f]{32}$/);
  expect(outcomes).toMatchObject([{ attempt: { instanceId } }]);
});

it('an outcome that nobody knows is unknown, with the receipt to look for', async () => {
  const receipt = makeCommandReceipt({ instanceId: 'running' });
  hub.fail('sendCommand', new AppError('outcome-unknown', 'It may have been queued.', { details: receipt }));
  await expect(gate.give(giver(), 'running', terminate)).rejects.toMatchObject({ code: 'outcome-unknown' });
  expect(outcomes).toMatchObject([{ result: 'unknown', code: 'outcome-unknown', receipt }]);
});

it.each([
  [new AppError('conflict', 'It changed.'), 'refused'],
  [new AppError('conflict', 'Another start won.', { details: makeCommandReceipt() }), 'failed'],
  [new AppError('store-unavailable', 'Down.'), 'failed'],
  [new TypeError('a fault'), 'unknown'],
])('%s while sending is written down as %s', async (error, result) => {
  hub.fail('sendCommand', error);
  await expect(gate.give(giver(), 'running', terminate)).rejects.toBe(error);
  expect(outcomes).toMatchObject([{ result }]);
});

describe('a purge with children', () => {
  const family = [child('ended', 0), child('child-1', 1), child('child-2', 1), child('grandchild', 2)];

  function withFamily(instances = family, isTruncated = false): Giver {
    const previews = { purge: () => Promise.resolve({ instances, isTruncated, warnings: [] }) };
    return giver('admin', { hub: Object.create(hub, { previews: { value: previews } }) as MemoryTaskHub });
  }

  const sentIds = () => hub.sent.map(({ instanceId }) => instanceId);

  it('deletes the deepest first and the instance last, each written down', async () => {
    const receipt = await gate.give(withFamily(), 'ended', purge({ includesChildren: true }));
    expect(sentIds()).toEqual(['grandchild', 'child-1', 'child-2', 'ended']);
    expect(receipt.summary).toContain('3 sub-orchestrations went before it');
    expect(outcomes.map(({ attempt }) => attempt.instanceId).sort()).toEqual(
      family.map((each) => each.instanceId).sort(),
    );
  });

  it('deletes nothing at all while one of them runs', async () => {
    const running = [...family, child('running', 1, 'Running')];
    await expect(
      gate.give(withFamily(running), 'ended', purge({ includesChildren: true })),
    ).rejects.toMatchObject({ code: 'action-refused', message: containing('"running" stays') });
    expect(hub.sent).toEqual([]);
  });

  it('keeps the instance when a child could not be deleted, and says how to go on', async () => {
    hub.fail('sendCommand');
    await expect(gate.give(withFamily(), 'ended', purge({ includesChildren: true }))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: containing('purge it again'),
    });
    hub.recover('sendCommand');
    expect(hub.sent).toEqual([]);
  });

  it('goes on without children that are gone meanwhile', async () => {
    await gate.give(withFamily([...family, child('gone', 3)]), 'ended', purge({ includesChildren: true }));
    expect(sentIds()).toEqual(['grandchild', 'child-1', 'child-2', 'ended']);
  });

  it('is refused when there are more than were looked at', async () => {
    await expect(
      gate.give(withFamily(family, true), 'ended', purge({ includesChildren: true })),
    ).rejects.toMatchObject({ code: 'action-refused' });
    expect(hub.sent).toEqual([]);
  });
});

it('a task hub with what is in use is deleted when that is said', async () => {
  await gate.deleteTaskHub(giver(), { confirmedName: 'TestHub', isForced: true }, 'moved');
  expect(outcomes).toMatchObject([{ result: 'accepted', attempt: { instanceId: null, reason: 'moved' } }]);
});
