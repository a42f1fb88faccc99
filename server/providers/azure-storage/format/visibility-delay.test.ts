import { describe, expect, it } from 'vitest';
import { dueOfEvent, scheduledEventName, visibilityDelaySeconds } from './visibility-delay.ts';

const now = '2026-01-01T00:00:00.1234567Z';

describe('a message for later', () => {
  it('is hidden for whole seconds, never beyond its time', () => {
    expect(visibilityDelaySeconds(null, now)).toBe(0);
    expect(visibilityDelaySeconds('2026-01-01T00:00:05.1234567Z', now)).toBe(5);
    expect(visibilityDelaySeconds('2026-01-01T00:00:05.1234566Z', now)).toBe(4);
    expect(visibilityDelaySeconds('2025-12-31T00:00:00.0000000Z', now)).toBe(0);
  });

  it('to an entity names its time', () => {
    const due = '2026-01-06T23:59:59.7654321Z';
    expect(scheduledEventName(due, now)).toBe(`op@${due}`);
    expect(dueOfEvent(`op@${due}`, '@counter@k')).toBe(due);
  });

  it('to an entity gets there in steps of six days when its time is further away', () => {
    const name = scheduledEventName('2026-02-01T00:00:00.0000000Z', now);
    expect(name).toBe('op@2026-01-07T00:00:00.1230000Z');
    expect(visibilityDelaySeconds(dueOfEvent(name, '@counter@k'), now)).toBeLessThan(6 * 24 * 3600 + 1);
  });

  it('is none for other events, and none to an orchestration', () => {
    expect(dueOfEvent('op', '@counter@k')).toBeNull();
    expect(dueOfEvent('op@soon', '@counter@k')).toBeNull();
    expect(dueOfEvent('op@2026-01-06T00:00:00Z', 'order-1')).toBeNull();
  });
});
