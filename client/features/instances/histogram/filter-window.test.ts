import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { widenWindow, windowOfTerms, withWindow } from './filter-window.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');
const hour = 3_600_000;

function windowOf(text: string, field: 'created' | 'updated' = 'created') {
  const terms = parseFilter(text, 'UTC').terms.map(({ term }) => term);
  return windowOfTerms(terms, field, nowMs);
}

describe('the window of a filter', () => {
  it('is what all terms on the field leave, relative ones from now', () => {
    expect(windowOf('created>-2h created<2026-11-21T11:30 updated>-1h')).toEqual({
      fromMs: nowMs - 2 * hour,
      toMs: nowMs - hour / 2,
    });
    expect(windowOf('created>-2h', 'updated')).toBeNull();
    expect(windowOf('-created>-2h age<2h')).toBeNull();
  });

  it('has an open side where nothing bounds it', () => {
    expect(windowOf('updated<2026-11-21', 'updated')).toEqual({
      fromMs: null,
      toMs: nowMs - 12 * hour,
    });
  });
});

describe('widening a window', () => {
  it('shows three times as much around it', () => {
    const window = { fromMs: nowMs - 10 * hour, toMs: nowMs - 8 * hour };
    expect(widenWindow(window, null, nowMs)).toEqual({ fromMs: nowMs - 12 * hour, toMs: nowMs - 6 * hour });
  });

  it('opens the side that would reach beyond now and keeps open sides open', () => {
    const recent = { fromMs: nowMs - 2 * hour, toMs: nowMs - hour };
    expect(widenWindow(recent, null, nowMs)).toEqual({ fromMs: nowMs - 3 * hour, toMs: null });
    const open = { fromMs: nowMs - 2 * hour, toMs: null };
    expect(widenWindow(open, null, nowMs)).toEqual({ fromMs: nowMs - 4 * hour, toMs: null });
  });

  it('ends without a window', () => {
    let window: ReturnType<typeof widenWindow> = { fromMs: nowMs - 2 * hour, toMs: nowMs - hour };
    for (let times = 0; times < 20; times += 1) window = widenWindow(window, null, nowMs);
    expect(window).toEqual({ fromMs: null, toMs: null });
  });
});

it('takes the place of the windows there are, and leaves what is excluded', () => {
  const text = 'created>-2h status:failed -created:2026-11-01..2026-11-02 created<now updated>-1d';
  const from = msToInstant(nowMs);
  expect(withWindow(text, 'UTC', { field: 'created', from, to: null })).toBe(
    'created>=2026-11-21T12:00:00Z -created:2026-11-01T00:00:00Z..2026-11-02T00:00:00Z status:failed updated>-1d',
  );
  expect(withWindow(text, 'UTC', { field: 'updated', from: null, to: null })).not.toContain('updated');
});
