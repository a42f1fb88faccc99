import { describe, expect, it } from 'vitest';
import { checkCommandInput, emptyInput } from './command-input.ts';

describe('checkCommandInput', () => {
  it('lets commands go without a reason, and refuses one the server would refuse', () => {
    expect(checkCommandInput('terminate', emptyInput)).toEqual({});
    expect(checkCommandInput('suspend', { ...emptyInput, reason: 'x'.repeat(4002) })).toEqual({
      reason: 'The reason is 2 characters too long.',
    });
  });

  it('wants a name for an event, and no reason', () => {
    expect(checkCommandInput('raise-event', { ...emptyInput, eventName: '  ' })).toEqual({
      eventName: 'An event needs a name.',
    });
    expect(checkCommandInput('raise-event', { ...emptyInput, eventName: 'Ship' })).toEqual({});
    expect(checkCommandInput('raise-event', { ...emptyInput, eventName: 'n'.repeat(1025) })).toHaveProperty(
      'eventName',
    );
  });

  it('names the place where a payload stops being JSON', () => {
    const input = { ...emptyInput, eventName: 'Ship', payload: '{\n  "by": ops\n}' };
    expect(checkCommandInput('raise-event', input).payload).toBe(
      'Not JSON at line 2, column 9: expected a value, found ops.',
    );
  });
});
