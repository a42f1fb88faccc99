import type { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import type { FindingRule } from '../../shared/domain/diagnosis/finding-rules.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { isTerminal } from '../../shared/domain/runtime-status.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { restoreHub } from '../testing/recorded-hub.ts';
import { connectStorage, storageHub } from '../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../testing/test-app.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { diagnoseInstanceOf } from './diagnose-instance.ts';

let azurite: Azurite;
let app: TestApp;

/** The hubs as somebody sees them at a moment. */
async function openAt(now: string): Promise<void> {
  app = await startTestAppOn([connectStorage(azurite.connectionString, { clock: () => now })]);
}

async function diagnoseAll(
  hubName: string,
  isWanted: (status: Parameters<typeof isTerminal>[0]) => boolean,
): Promise<Map<string, Diagnosis>> {
  const open = await app.hub(`test~${hubName}`);
  const { rows } = await open.index.list({ q: '', sort: 'instanceId', order: 'asc', limit: 1000 });
  const found = new Map<string, Diagnosis>();
  for (const { instanceId } of rows.filter((row) => isWanted(row.runtimeStatus))) {
    found.set(instanceId, await diagnoseInstanceOf(open, instanceId, { withFamily: true }));
  }
  return found;
}

const isOpen = (status: Parameters<typeof isTerminal>[0]) => !isTerminal(status);

function firstRules(found: ReadonlyMap<string, Diagnosis>): Record<string, FindingRule | null> {
  return Object.fromEntries([...found].map(([id, { findings }]) => [id, findings[0]?.rule ?? null]));
}

function chainOf(found: ReadonlyMap<string, Diagnosis>, id: string): string[] {
  return found.get(id)?.chain.map(({ instanceId }) => instanceId) ?? [];
}

function told(found: ReadonlyMap<string, Diagnosis>, id: string): string[] {
  return found.get(id)?.findings.map(({ rule, sentence }) => `${rule}: ${sentenceText(sentence)}`) ?? [];
}

/** Twenty-five starts that were asked for when the worker had stopped. */
function backlog(rule: FindingRule): Record<string, FindingRule> {
  return Object.fromEntries(Array.from({ length: 25 }, (_, number) => [`backlog-${number}`, rule]));
}

/** Awkward ids among them; all of them wait for somebody to approve, or have nothing to do. */
const whateverRuns: Record<string, FindingRule | null> = {
  ' spaces  inside ': 'awaits-event',
  '<img src=x onerror=alert(1)>': 'awaits-event',
  'UPPER-case': 'awaits-event',
  'upper-CASE': 'awaits-event',
  ['a'.repeat(200)]: 'awaits-event',
  'big-input': 'awaits-event',
  'caret^2F': 'awaits-event',
  'colon:semi;amp&eq=plus+': 'awaits-event',
  'fire-and-forget-child': 'awaits-event',
  'percent%20%2F': 'awaits-event',
  "quote'quote''": 'awaits-event',
  'slash/back\\hash#question?': 'awaits-event',
  'suspended-resumed': 'awaits-event',
  'ünï-🚀-文字': 'awaits-event',
  // Waits for the event or until its deadline, six hours later.
  'approval-deadline': 'awaits-event',
  // Its history shows the lock taken, and nothing under way.
  'transfer-holding': 'awaits-event',
  'transfer-waiting': 'awaits-lock',
  '@account@a': 'awaits-lock',
  '@account@b': null,
  '@counter@deleted': null,
  "@counter@o'brien/#?": null,
  '@counter@plain': null,
  '@counter@refuses': null,
  '@counter@signalled': null,
  '@document@big': null,
  'cleanup-eternal': 'awaits-timer',
  'fire-and-forget': 'awaits-child',
  'order-1003': 'awaits-child',
  'scheduled-far': 'not-due',
  'suspended-1': 'suspended',
};

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

describe('half an hour after the worker was stopped', () => {
  let found: Map<string, Diagnosis>;
  beforeAll(async () => {
    await openAt('2026-11-21T06:00:00.0000000Z');
    found = await diagnoseAll('RecordedHub', isOpen);
  });
  afterAll(() => app.close());

  it('names the missing worker first where something waits to be taken, and the cause where nothing does', () => {
    expect(firstRules(found)).toEqual({
      ...whateverRuns,
      ...backlog('no-worker'),
      // The termination waits in its queue.
      'approval-open': 'no-worker',
      'missing-activity': 'no-worker',
      'missing-orchestrator': 'no-worker',
      // The event that it waits for is in its queue.
      'order-1003:ship-1': 'no-worker',
      'slow-activity': 'no-worker',
      // The timer that limits its wait has fired.
      'sms-2': 'no-worker',
    });
    expect([...found.values()].flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('goes on with what else keeps the instance', () => {
    expect(told(found, 'approval-open')).toEqual([
      expect.stringMatching(/^no-worker: /),
      expect.stringMatching(/^terminate-not-applied: It was told to terminate 31 min ago/),
      expect.stringMatching(/^event-of-other-name: It got the event WrongName .* waits for Approve\.$/),
      expect.stringMatching(/^awaits-event: It has been waiting for an external event, probably Approve,/),
    ]);
    expect(told(found, 'backlog-24')[1]).toMatch(/7 messages are ahead of it in recordedhub-control-01\.$/);
    expect(told(found, 'sms-2').map((line) => line.split(':')[0])).toEqual([
      'no-worker',
      'timer-overdue',
      'awaits-event',
    ]);
  });

  it('follows children and locks to where the cause is', () => {
    expect(chainOf(found, 'order-1003')).toEqual(['order-1003', 'order-1003:ship-1']);
    expect(found.get('order-1003')?.findings[0]).toMatchObject({
      severity: 'broken',
      instanceId: 'order-1003:ship-1',
    });
    expect(chainOf(found, 'transfer-waiting')).toEqual(['transfer-waiting', 'transfer-holding']);
    expect(chainOf(found, '@account@a')).toEqual(['@account@a', 'transfer-holding']);
    expect(chainOf(found, 'sms-2')).toEqual(['sms-2']);
  });

  it('mentions the missing worker last to those that wait for the world outside', () => {
    expect(found.get('big-input')?.findings.at(-1)).toMatchObject({ rule: 'no-worker', severity: 'advice' });
  });

  it('has nothing to say about instances that ended, unless they failed again', async () => {
    const ended = await diagnoseAll('RecordedHub', isTerminal);
    expect(ended.size).toBeGreaterThan(30);
    const spoken = [...ended].filter(([, { findings }]) => findings.length > 0);
    expect(firstRules(new Map(spoken))).toEqual({
      'failed-sub': 'rewound-failed-again',
      'failed-sub:child': 'rewound-failed-again',
    });
  });

  it('finds nothing wrong with a hub that is scaled to zero', async () => {
    expect(firstRules(await diagnoseAll('LegacyHub', isOpen))).toEqual({
      '@counter@old': null,
      'old-approval': 'suspended',
      'old-eternal': 'awaits-timer',
    });
    const ended = await diagnoseAll('LegacyHub', isTerminal);
    expect([...ended.values()].flatMap(({ findings }) => findings)).toEqual([]);
  });
});

/** What a worker would have done with it at once is gone; what no worker could do came back twice. */
async function letWorkerTake(queue: QueueClient): Promise<void> {
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages: 32,
    visibilityTimeout: 300,
  });
  for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
    const text = messageText.startsWith('{') ? messageText : Buffer.from(messageText, 'base64').toString();
    if (text.includes('NoSuch')) {
      await queue.updateMessage(messageId, popReceipt, messageText, 0);
      const [again] = (await queue.receiveMessages({ visibilityTimeout: 300 })).receivedMessageItems;
      await queue.updateMessage(again!.messageId, again!.popReceipt, messageText, 0);
    } else if (text.includes('"backlog-')) {
      await queue.updateMessage(messageId, popReceipt, messageText, 0);
    } else {
      await queue.deleteMessage(messageId, popReceipt);
    }
  }
}

describe('while the worker was running', () => {
  let open: OpenHub;
  let found: Map<string, Diagnosis>;
  beforeAll(async () => {
    const storage = storageHub(azurite.connectionString, 'RecordedHub');
    for (const suffix of ['control-00', 'control-01', 'control-02', 'control-03', 'workitems']) {
      await letWorkerTake(storage.queue(suffix));
    }
    await openAt('2026-11-21T05:29:30.0000000Z');
    open = await app.hub('test~RecordedHub');
    found = await diagnoseAll('RecordedHub', isOpen);
  });
  afterAll(() => app.close());

  it('names what each instance waits for', () => {
    expect(firstRules(found)).toEqual({
      ...whateverRuns,
      ...backlog('not-started'),
      'approval-open': 'event-of-other-name',
      'missing-activity': 'unknown-activity',
      'missing-orchestrator': 'unknown-orchestrator',
      'order-1003:ship-1': 'awaits-event',
      'slow-activity': 'activity-running',
      'sms-2': 'awaits-event',
    });
  });

  it('calls nothing broken but what no worker knows, and what is only normal normal', () => {
    const severities = (wanted: string) =>
      [...found]
        .filter(([, { findings }]) => findings[0]?.severity === wanted)
        .map(([id]) => id)
        .sort();
    expect(severities('broken')).toEqual(['missing-orchestrator']);
    expect(severities('delayed')).toEqual(['approval-open', 'missing-activity']);
  });

  it('names the event by what the custom status and others say', () => {
    expect(told(found, 'big-input')[0]).toMatch(/probably Approve, since/);
    expect(told(found, 'sms-2')[0]).toMatch(/probably SmsChallengeResponse, .* or until its timer fires at/);
  });

  it('reads once for all who ask the same at the same time', async () => {
    const depth = { withFamily: true };
    const [one, other] = await Promise.all([
      diagnoseInstanceOf(open, 'order-1003', depth),
      diagnoseInstanceOf(open, 'order-1003', depth),
    ]);
    expect(one).toBe(other);
  });
});
