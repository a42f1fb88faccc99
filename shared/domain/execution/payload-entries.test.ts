import { expect, it } from 'vitest';
import { makeHistoryEvent } from '../../testing/history.ts';
import { makePayloadInfo } from '../../testing/instances.ts';
import { buildExecution } from './build-execution.ts';
import { bySize, payloadEntries, withWords } from './payload-entries.ts';

const info = (ref: string, sizeBytes: number | null = 10) =>
  makePayloadInfo({ ref, sizeBytes, preview: ref });
const noRow = { input: null, output: null, customStatusPayload: null };

const events = [
  makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' }),
  makeHistoryEvent({ ordinal: 1, name: 'Order', payloads: { Input: info('start') } }),
  makeHistoryEvent({
    ordinal: 2,
    eventType: 'TaskScheduled',
    eventId: 0,
    name: 'Pay',
    payloads: { Input: info('pay', 500) },
  }),
  makeHistoryEvent({
    ordinal: 3,
    eventType: 'TaskScheduled',
    eventId: 1,
    name: 'Ship',
    payloads: { Input: info('ship') },
  }),
  makeHistoryEvent({ ordinal: 4, eventType: 'OrchestratorCompleted' }),
  makeHistoryEvent({
    ordinal: 5,
    eventType: 'TaskCompleted',
    taskScheduledId: 0,
    payloads: { Result: info('paid', null) },
  }),
];
const model = buildExecution(events);
const refs = (entries: readonly { info: { ref: string } }[]) => entries.map((entry) => entry.info.ref);

it('has what the row keeps before what the history keeps, a step’s together', () => {
  const row = { ...noRow, input: info('instance:Input'), customStatusPayload: info('instance:CustomStatus') };
  const entries = payloadEntries(row, events, model);
  expect(refs(entries)).toEqual(['instance:Input', 'instance:CustomStatus', 'start', 'pay', 'paid', 'ship']);
  expect(entries.map(({ step }) => step?.name ?? null)).toEqual([null, null, null, 'Pay', 'Pay', 'Ship']);
});

it('lists each payload once, also while the history is incomplete', () => {
  for (let end = 0; end <= events.length; end++) {
    const read = events.slice(0, end);
    const listed = refs(payloadEntries(noRow, read, buildExecution(read)));
    const all = read.flatMap((event) => Object.values(event.payloads).map(({ ref }) => ref));
    expect([...listed].sort()).toEqual([...all].sort());
  }
});

it('puts the largest first, and before them those in blobs of unknown size', () => {
  expect(refs(bySize(payloadEntries(noRow, events, model)))).toEqual(['paid', 'pay', 'start', 'ship']);
});

it('finds by name, kind, column and text', () => {
  const found = (text: string) => refs(withWords(payloadEntries(noRow, events, model), text));
  expect(found('PAY result')).toEqual(['paid']);
  expect(found('activity input')).toEqual(['pay', 'ship']);
  expect(found('ship')).toEqual(['ship']);
  expect(found('  ')).toHaveLength(4);
});
