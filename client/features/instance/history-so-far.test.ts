import { describe, expect, it } from 'vitest';
import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import {
  appendPage,
  cursorAfter,
  isOverruled,
  isRewound,
  lastRowKey,
  unreadHistory,
} from './history-so-far.ts';

function page(ordinals: number[], overrides: Partial<HistoryPage> = {}): HistoryPage {
  return {
    executionId: 'first',
    events: ordinals.map((ordinal) => makeHistoryEvent({ ordinal })),
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
    ...overrides,
  };
}

const event = (ordinal: number) => makeHistoryEvent({ ordinal });
const leftover = (ordinal: number) => makeHistoryEvent({ ordinal, isLeftover: true });

function ordinalsOf(history: { events: readonly { ordinal: number | null }[] }): (number | null)[] {
  return history.events.map((event) => event.ordinal);
}

describe('a history read in pages', () => {
  it('begins at the beginning, follows the cursors and then reads behind its last row', () => {
    expect(cursorAfter(unreadHistory)).toBeUndefined();
    const first = appendPage(unreadHistory, page([0, 1], { nextCursor: 'page-2' }));
    expect(first.isComplete).toBe(false);
    expect(cursorAfter(first)).toBe('page-2');
    const second = appendPage(first, page([2]));
    expect(second.isComplete).toBe(true);
    expect(cursorAfter(second)).toBe('after:0000000000000002');
    expect(ordinalsOf(appendPage(second, page([3])))).toEqual([0, 1, 2, 3]);
  });

  it('keeps the same events when nothing was written, so that tables need not be built again', () => {
    const read = appendPage(unreadHistory, page([0]));
    expect(appendPage(read, page([])).events).toBe(read.events);
  });

  it('starts over when another execution took the place of the one it was reading', () => {
    const read = appendPage(unreadHistory, page([0, 1, 2]));
    const replaced = appendPage(read, page([4], { executionId: 'second' }));
    expect(replaced.events).toEqual([]);
    expect(replaced.isComplete).toBe(false);
    expect(cursorAfter(replaced)).toBeUndefined();
  });

  it('takes an empty answer that names no execution as nothing written yet', () => {
    const waiting = appendPage(unreadHistory, page([], { executionId: null, isCheckpointComplete: null }));
    expect(waiting.isComplete).toBe(true);
    expect(ordinalsOf(appendPage(waiting, page([0, 1])))).toEqual([0, 1]);
    const read = appendPage(unreadHistory, page([0]));
    expect(appendPage(read, page([], { executionId: null })).executionId).toBe('first');
  });

  it('keeps the rows of earlier executions in their places, and reads on behind its own last row', () => {
    const first = appendPage(unreadHistory, page([0], { nextCursor: 'page-2' }));
    const second = appendPage(first, { ...page([1]), events: [event(1), leftover(2), leftover(3)] });
    expect(ordinalsOf(second)).toEqual([0, 1, 2, 3]);
    expect(second.leftoverRows).toBe(2);
    expect(cursorAfter(second)).toBe('after:0000000000000001');
    expect(lastRowKey(second)).toBe('0000000000000001');
  });

  it('drops leftovers that were overwritten, and keeps the same events while none are', () => {
    const read = appendPage(unreadHistory, { ...page([]), events: [event(0), leftover(1), leftover(2)] });
    const again = appendPage(read, { ...page([]), events: [leftover(1), leftover(2)] });
    expect(again.events).toBe(read.events);
    const written = appendPage(read, { ...page([]), events: [event(1), leftover(2)] });
    expect(written.events.map(({ ordinal, isLeftover }) => [ordinal, isLeftover])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    expect(written.leftoverRows).toBe(1);
  });

  it('names each problem once', () => {
    const first = appendPage(unreadHistory, page([0], { nextCursor: 'page-2', problems: ['torn'] }));
    expect(appendPage(first, page([1], { problems: ['torn', 'no mark'] })).problems).toEqual([
      'torn',
      'no mark',
    ]);
  });

  it('knows by what is written behind it that a rewind changed what was read', () => {
    const read = appendPage(unreadHistory, page([0, 1]));
    const mark = makeHistoryEvent({ ordinal: 2, eventType: 'GenericEvent' });
    expect(isRewound(read, { ...page([]), events: [mark] })).toBe(true);
    expect(isRewound(read, page([2]))).toBe(false);
    expect(isRewound(unreadHistory, { ...page([]), events: [mark] })).toBe(false);
  });

  it('knows by another turn behind the end that a rewind changed what was read', () => {
    const end = makeHistoryEvent({ ordinal: 1, eventType: 'ExecutionCompleted' });
    const read = appendPage(unreadHistory, { ...page([0]), events: [event(0), end] });
    const closing = makeHistoryEvent({ ordinal: 2, eventType: 'OrchestratorCompleted' });
    expect(isRewound(read, { ...page([]), events: [closing] })).toBe(false);
    const turn = makeHistoryEvent({ ordinal: 2, eventType: 'OrchestratorStarted' });
    expect(isRewound(read, { ...page([]), events: [turn] })).toBe(true);
    expect(isRewound(read, { ...page([]), events: [{ ...turn, isLeftover: true }] })).toBe(false);
  });

  it('is overruled by a row of the same execution that goes on, unless the history goes on too', () => {
    const row = { executionId: 'first', runtimeStatus: 'Pending' } as const;
    const end = makeHistoryEvent({ ordinal: 1, eventType: 'ExecutionCompleted' });
    const turn = makeHistoryEvent({ ordinal: 2, eventType: 'OrchestratorStarted' });
    const read = (...events: HistoryEvent[]) => appendPage(unreadHistory, { ...page([]), events });
    expect(isOverruled(read(event(0), end), row)).toBe(true);
    expect(isOverruled(read(event(0), end, turn), row)).toBe(false);
    expect(isOverruled(read(event(0)), row)).toBe(false);
    expect(isOverruled(read(event(0), end), { ...row, executionId: 'second' })).toBe(false);
    expect(isOverruled(read(event(0), end), { ...row, runtimeStatus: 'Failed' })).toBe(false);
  });

  it('begins at the beginning when what is here is outdated', () => {
    const outdated = { ...appendPage(unreadHistory, page([0, 1])), isOutdated: true };
    expect(cursorAfter(outdated)).toBeUndefined();
    const again = appendPage(outdated, page([0, 1, 2]));
    expect(ordinalsOf(again)).toEqual([0, 1, 2]);
    expect(again.isOutdated).toBe(false);
  });

  it('reads a troubled history again as a whole, so that a trouble that passed goes away', () => {
    const torn = appendPage(unreadHistory, page([0, 3], { problems: ['rows missing'] }));
    expect(cursorAfter(torn)).toBeUndefined();
    const whole = appendPage(torn, page([0, 1, 2, 3]));
    expect(ordinalsOf(whole)).toEqual([0, 1, 2, 3]);
    expect(whole.problems).toEqual([]);
  });

  it('keeps the troubles of a history too long to be read again', () => {
    const ordinals = Array.from({ length: 1000 }, (_, ordinal) => ordinal);
    const torn = appendPage(unreadHistory, page(ordinals, { problems: ['rows missing'] }));
    expect(cursorAfter(torn)).toBe('after:00000000000003E7');
    expect(appendPage(torn, page([1000])).problems).toEqual(['rows missing']);
  });
});
