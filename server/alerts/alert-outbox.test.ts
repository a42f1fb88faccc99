import { beforeEach, expect, it } from 'vitest';
import { at } from '../../shared/testing/instances.ts';
import { memoryDocument, type StoredDocument } from '../storage/document.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { AlertNotice } from './alert-notice.ts';
import { AlertOutbox } from './alert-outbox.ts';
import { noRecords, withNotice, type AlertRecords } from './alert-records.ts';
import type { SendOutcome, WebhookRequest } from './send-webhook.ts';

const taken: SendOutcome = { kind: 'accepted', status: 200 };
const failed = (overrides: object = {}): SendOutcome => ({
  ...{ kind: 'failed', status: 500, problem: 'It answered 500.', isFinal: false, retryAfterMs: null },
  ...overrides,
});

let clock: ManualClock;
let records: StoredDocument<AlertRecords>;
let sent: WebhookRequest[];
let outcomes: SendOutcome[];
let outbox: AlertOutbox;

function makeOutbox(send?: (request: WebhookRequest) => Promise<SendOutcome>): AlertOutbox {
  return new AlertOutbox({
    records,
    clock,
    targets: ['team', 'pager'].map((name) => ({
      ...{ name, kind: 'generic', signingSecret: null },
      url: new URL(`https://hooks.example/${name}`),
    })),
    timeoutMs: 1_000,
    maxAttempts: 3,
    onFailure: (error) => {
      throw error;
    },
    send:
      send ??
      ((request) => {
        sent.push(request);
        return Promise.resolve(outcomes.shift() ?? taken);
      }),
  });
}

beforeEach(() => {
  clock = new ManualClock();
  records = memoryDocument(noRecords);
  sent = [];
  outcomes = [];
  outbox = makeOutbox();
});

function notice(summary: string): AlertNotice {
  return {
    ...{ event: 'fired', at: at(100), hub: 'orders~Main', alertId: 'a-1', summary, value: null, note: '' },
    rule: { id: 'r', name: 'Rule', severity: 'warning', description: '', condition: null },
    ...{ links: null, isTest: false },
  };
}

async function put(summary: string, ...targets: string[]): Promise<void> {
  await records.change((kept) => withNotice(kept, notice(summary), targets));
  outbox.wake();
  await outbox.idle();
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await outbox.idle();
}

const ids = () => sent.map(({ headers }) => headers['webhook-id']);
const summaries = () => sent.map(({ body }) => (JSON.parse(body) as { summary: string }).summary);

it('sends at once, and keeps what became of it', async () => {
  await put('one', 'team');
  expect(sent).toHaveLength(1);
  expect(records.read().deliveries).toEqual([]);
  expect(records.read().history.map(({ event, target }) => `${event} ${target}`)).toEqual([
    'delivered team',
    'fired null',
  ]);
});

it('tries again later and later, under the same id, and then gives up', async () => {
  outcomes = [failed(), failed(), failed(), failed()];
  await put('one', 'team');
  await pass(4_999);
  expect(sent).toHaveLength(1);
  await pass(1);
  expect(sent).toHaveLength(2);
  await pass(14_999);
  expect(sent).toHaveLength(2);
  await pass(1);
  expect(sent).toHaveLength(3);
  await pass(3_600_000);
  expect(sent).toHaveLength(3);
  expect(new Set(ids()).size).toBe(1);
  expect(records.read().deliveries).toMatchObject([
    { state: 'dead', attempts: 3, lastProblem: 'It answered 500.' },
  ]);
  expect(records.read().history[0]).toMatchObject({
    event: 'delivery-failed',
    text: 'Given up after 3 tries: It answered 500.',
  });
});

it('waits as long as the receiver wants, up to an hour', async () => {
  outcomes = [failed({ retryAfterMs: 90_000 }), failed({ retryAfterMs: 999_999_999 })];
  await put('one', 'team');
  await pass(89_999);
  expect(sent).toHaveLength(1);
  await pass(1);
  expect(sent).toHaveLength(2);
  await pass(3_599_999);
  expect(sent).toHaveLength(2);
  await pass(1);
  expect(sent).toHaveLength(3);
});

it('gives up at once what would be refused again, and goes on with the next', async () => {
  outcomes = [failed({ isFinal: true, problem: 'It answered 400.' })];
  await put('one', 'team');
  await put('two', 'team');
  expect(summaries()).toEqual(['one', 'two']);
  expect(records.read().deliveries).toMatchObject([{ state: 'dead', notice: { summary: 'one' } }]);
});

it('keeps the order of one target, and lets no target wait for another', async () => {
  let answer: (outcome: SendOutcome) => void = () => undefined;
  const answered = new Promise<SendOutcome>((resolve) => (answer = resolve));
  const slow: string[] = [];
  outbox = makeOutbox((request) => {
    sent.push(request);
    if (request.url.pathname === '/pager') return Promise.resolve(taken);
    slow.push(request.url.pathname);
    return slow.length === 1 ? answered : Promise.resolve(taken);
  });
  await records.change((kept) => withNotice(kept, notice('one'), ['team', 'pager']));
  await records.change((kept) => withNotice(kept, notice('two'), ['team', 'pager']));
  outbox.wake();
  await expect.poll(() => sent.map(({ url }) => url.pathname)).toEqual(['/team', '/pager', '/pager']);
  answer(failed());
  await outbox.idle();
  // The second one waits until the first was taken.
  expect(slow).toHaveLength(1);
  await pass(5_000);
  expect(
    sent
      .filter(({ url }) => url.pathname === '/team')
      .map(({ body }) => (JSON.parse(body) as { summary: string }).summary),
  ).toEqual(['one', 'one', 'two']);
});

it('another process goes on with what waits', async () => {
  outcomes = [failed()];
  await put('one', 'team');
  const [first] = ids();
  await outbox.close();
  outbox = makeOutbox();
  outbox.wake();
  await outbox.idle();
  expect(sent).toHaveLength(1);
  await pass(5_000);
  expect(ids()).toEqual([first, first]);
  expect(records.read().deliveries).toEqual([]);
});

it('a message for a target that is configured no more is given up', async () => {
  await put('one', 'gone');
  expect(records.read().deliveries).toMatchObject([
    { state: 'dead', lastProblem: expect.stringContaining('no such target') as string },
  ]);
});

it('waiting messages are bounded, and what did not fit is said', () => {
  outbox = makeOutbox(() => Promise.resolve(failed()));
  let kept = noRecords;
  for (let n = 0; n < 1_005; n++) kept = withNotice(kept, notice(String(n)), ['team']);
  expect(kept.deliveries).toHaveLength(1_000);
  expect(kept.history.filter(({ event }) => event === 'delivery-failed')).toHaveLength(5);
  expect(kept.history).toHaveLength(300);
});
