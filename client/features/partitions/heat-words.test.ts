import { describe, expect, it } from 'vitest';
import { makeQueueHistory } from '../../../shared/testing/partitions.ts';
import { placeAfter } from './heat-keys.ts';
import { cellWords, heatPaint, heatShare } from './heat-look.ts';
import { heatSummary, placeWords } from './heat-words.ts';

const reader = { hubName: 'TestHub', timeZone: 'UTC' };

describe('a cell of the heat map', () => {
  const history = makeQueueHistory([[{}, { depth: 0, oldestAgeMs: 0, maxDequeueCount: 0 }, { depth: 14 }]]);
  const words = (column: number) => placeWords(history, { row: 0, column }, 'depth', reader);

  it('that nobody sampled is not an empty queue', () => {
    expect(words(0)).toMatch(/^control-00, .+: not sampled$/);
    expect(words(1)).toMatch(/: 0 messages$/);
  });

  it('names the queue, the time in the reader’s zone, and the value', () => {
    expect(words(2)).toBe('control-00, 2026-11-21 05:02:00 – 05:03:00: 14 messages');
    const inTokyo = placeWords(history, { row: 0, column: 2 }, 'depth', {
      ...reader,
      timeZone: 'Asia/Tokyo',
    });
    expect(inTokyo).toContain('2026-11-21 14:02:00');
  });

  it('says nobody where a sample found no owner', () => {
    const sampled = { depth: 1, oldestAgeMs: 0, maxDequeueCount: 0, owner: null };
    expect(cellWords(sampled, 'owner')).toBe('no owner');
    expect(cellWords({ ...sampled, owner: 'worker\u202E1' }, 'owner')).toBe('owned by worker⟨202E⟩1');
  });

  it('of one message looks unlike an empty one, beside however many', () => {
    expect(heatPaint(heatShare(0, 10_000))).not.toBe(heatPaint(heatShare(1, 10_000)));
    expect(heatShare(10_000, 10_000)).toBe(1);
  });
});

describe('the heat map in words', () => {
  it('names the worst cell and how much was sampled', () => {
    const history = makeQueueHistory([
      [{}, { depth: 3 }, { depth: 2 }],
      [{}, { depth: 9 }, { depth: 0 }],
    ]);
    const summary = heatSummary(history, 'depth', reader);
    expect(summary).toContain('The deepest: control-01, 2026-11-21 05:01:00 – 05:02:00: 9 messages.');
    expect(summary).toContain('2 of 3 columns sampled');
  });

  it('says that nothing but zero was there', () => {
    expect(heatSummary(makeQueueHistory([[{ depth: 0 }, {}]]), 'depth', reader)).toMatch(
      /^Nothing but zero was sampled/,
    );
  });

  it('counts changes of owner across what was not sampled', () => {
    const one = { depth: 0, owner: 'worker-1' };
    const other = { depth: 0, owner: 'worker-2' };
    expect(heatSummary(makeQueueHistory([[one, {}, other, other, one]]), 'owner', reader)).toMatch(
      /^2 changes of owner seen/,
    );
    expect(heatSummary(makeQueueHistory([[one, {}, one]]), 'owner', reader)).toMatch(
      /^No partition changed its owner/,
    );
  });
});

describe('the keys of the heat map', () => {
  const size = { rows: 3, columns: 60 };
  const from = { row: 1, column: 30 };

  it('walk by one, by ten and to the ends', () => {
    expect(placeAfter('ArrowUp', from, size)).toEqual({ row: 0, column: 30 });
    expect(placeAfter('PageDown', from, size)).toEqual({ row: 1, column: 40 });
    expect(placeAfter('Home', from, size)).toEqual({ row: 1, column: 0 });
    expect(placeAfter('End', from, size)).toEqual({ row: 1, column: 59 });
  });

  it('stop at the edges', () => {
    expect(placeAfter('ArrowDown', { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 0 });
    expect(placeAfter('ArrowLeft', { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 0 });
  });

  it('leave all others to the page', () => {
    expect(placeAfter('Tab', from, size)).toBeNull();
  });
});
