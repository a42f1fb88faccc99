import { describe, expect, it } from 'vitest';
import { newRequest, type EntityRequest } from './entity-request.ts';
import { MessageSorter } from './message-sorter.ts';

/** Three requests as one sender labels them. */
function labelled(): [EntityRequest, EntityRequest, EntityRequest] {
  const sender = new MessageSorter();
  const send = (operation: string) =>
    sender.label(
      newRequest({ id: operation, operation, parent: 'o', parentExecution: 'x' }),
      '@e@1',
      '2026-01-01T00:00:00.5Z',
    );
  return [send('a'), send('b'), send('c')];
}

function names(requests: readonly EntityRequest[]): (string | null)[] {
  return requests.map(({ operation }) => operation);
}

describe('message sorter', () => {
  it('labels messages of the same instant one tick apart, as the engine does', () => {
    const [a, b, c] = labelled();
    expect([a.timestamp, a.predecessor]).toEqual(['2026-01-01T00:00:00.5Z', '0001-01-01T00:00:00']);
    expect([b.timestamp, b.predecessor]).toEqual(['2026-01-01T00:00:00.5000001', a.timestamp]);
    expect([c.timestamp, c.predecessor]).toEqual(['2026-01-01T00:00:00.5000002', b.timestamp]);
  });

  it('delivers in the order of sending and keeps early ones over a write and a read', () => {
    const [a, b, c] = labelled();
    const early = new MessageSorter();
    expect(names(early.receive(a))).toEqual(['a']);
    expect(names(early.receive(c))).toEqual([]);
    const sorter = MessageSorter.fromJson(JSON.parse(JSON.stringify(early.toJson())));
    expect(names(sorter.receive(b))).toEqual(['b', 'c']);
  });

  it('drops what it has delivered before', () => {
    const [a, b] = labelled();
    const sorter = new MessageSorter();
    sorter.receive(a);
    expect(names(sorter.receive(b))).toEqual(['b']);
    expect(names(sorter.receive(a))).toEqual([]);
    expect(names(sorter.receive(b))).toEqual([]);
  });

  it('starts over with a new execution of the sender', () => {
    const [a, , c] = labelled();
    const sorter = new MessageSorter();
    sorter.receive(a);
    sorter.receive(c);
    expect(names(sorter.receive({ ...a, parentExecution: 'y' }))).toEqual(['c', 'a']);
  });

  it('passes messages of clients and forwarded lock requests through', () => {
    const [a] = labelled();
    const sorter = new MessageSorter();
    for (const request of [
      { ...a, parent: null },
      { ...a, position: 1 },
    ]) {
      expect(sorter.receive(request)).toEqual([request]);
      expect(sorter.receive(request)).toEqual([request]);
    }
    expect(sorter.toJson()).toEqual({});
  });

  it('forgets senders and targets after half an hour', () => {
    const [a] = labelled();
    const sorter = new MessageSorter();
    sorter.receive(a);
    sorter.label(a, '@e@2', '2026-01-01T00:00:01Z');
    sorter.receive({ ...a, parent: 'other', timestamp: '2026-01-01T01:00:00Z' });
    const later = sorter.label({ ...a, predecessor: '0001-01-01T00:00:00' }, '@e@2', '2026-01-01T01:00:00Z');
    expect(later.predecessor).toBe('0001-01-01T00:00:00');
    expect(sorter.toJson()).toEqual({
      LastSentToInstance: { '@e@2': '2026-01-01T01:00:00Z' },
      ReceivedFromInstance: { other: { Last: '2026-01-01T01:00:00Z', ExecutionId: 'x' } },
      ReceiveHorizon: '2026-01-01T00:30:00Z',
      SendHorizon: '2026-01-01T00:30:00Z',
    });
  });
});
