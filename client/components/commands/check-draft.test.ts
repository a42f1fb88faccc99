import { describe, expect, it } from 'vitest';
import { instantToMs, msToInstant } from '../../../shared/domain/instant.ts';
import { at } from '../../../shared/testing/instances.ts';
import { checkDraft } from './check-draft.ts';
import { emptyDraft } from './command-draft.ts';
import { commandOfDraft, startOfDraft } from './command-of-draft.ts';

const nowMs = instantToMs(at(0));
const options = { isReasonRequired: false, needsForce: false, nowMs };
const fine = { wrong: {}, missing: {} };
const day = 86_400_000;

describe('checkDraft', () => {
  it('lets commands go without a reason unless one is required, and refuses one the server would refuse', () => {
    expect(checkDraft('terminate', emptyDraft, options)).toEqual(fine);
    expect(checkDraft('terminate', emptyDraft, { ...options, isReasonRequired: true }).missing).toEqual({
      reason: 'A reason is required here.',
    });
    expect(checkDraft('suspend', { ...emptyDraft, reason: 'x'.repeat(4002) }, options).wrong).toEqual({
      reason: 'The reason is 2 characters too long.',
    });
  });

  it('wants names, and takes blanks for none', () => {
    expect(checkDraft('raise-event', { ...emptyDraft, name: '  ' }, options).missing).toHaveProperty('name');
    expect(checkDraft('start', { ...emptyDraft, name: 'Order' }, options)).toEqual(fine);
    expect(
      checkDraft('signal-entity', { ...emptyDraft, name: 'n'.repeat(1025) }, options).wrong,
    ).toHaveProperty('name');
  });

  it('names the place where a text stops being JSON, but leaves the stored one alone', () => {
    const json = '{\n  "by": ops\n}';
    expect(checkDraft('raise-event', { ...emptyDraft, name: 'Ship', json }, options).wrong.json).toBe(
      'Not JSON at line 2, column 9: expected a value, found ops.',
    );
    expect(checkDraft('restart', { ...emptyDraft, json: null }, options)).toEqual(fine);
  });

  it.each([
    [-1, 'This time has passed.'],
    [8 * day, 'At most seven days ahead.'],
    [day, undefined],
  ])('looks at the time of a scheduled start (%d ms ahead)', (aheadMs, problem) => {
    const draft = { ...emptyDraft, name: 'Order', isScheduled: true, dueAt: msToInstant(nowMs + aheadMs) };
    expect(checkDraft('start', draft, options).wrong.dueAt).toBe(problem);
  });

  it('wants the time of what is scheduled, and the tick for what is in use', () => {
    const draft = { ...emptyDraft, name: 'add', isScheduled: true };
    expect(checkDraft('signal-entity', draft, options).missing).toEqual({ dueAt: 'Say when.' });
    const forced = { ...options, needsForce: true };
    expect(checkDraft('purge', emptyDraft, forced).missing).toHaveProperty('isForced');
    expect(checkDraft('purge', { ...emptyDraft, isForced: true }, forced)).toEqual(fine);
  });

  it('wants the name typed where many go at once, exactly', () => {
    const many = { ...options, nameToType: 'TestHub' };
    expect(checkDraft('purge', emptyDraft, many).missing).toEqual({
      confirmedName: 'Type TestHub to go on.',
    });
    for (const confirmedName of ['testhub', 'TestHu'])
      expect(checkDraft('purge', { ...emptyDraft, confirmedName }, many)).not.toEqual(fine);
    expect(checkDraft('purge', { ...emptyDraft, confirmedName: ' TestHub ' }, many)).toEqual(fine);
  });

  it('refuses ids and tags that the engine or the server would not take', () => {
    const draft = { ...emptyDraft, name: 'Order' };
    for (const newInstanceId of ['@account@1', 'a/b', 'x'.repeat(257)])
      expect(checkDraft('start', { ...draft, newInstanceId }, options).wrong).toHaveProperty('newInstanceId');
    const twice = [0, 1].map((key) => ({ key, name: 'team', value: 'a' }));
    expect(checkDraft('start', { ...draft, tags: twice }, options).wrong.tags).toBe(
      'The tag team is there twice.',
    );
  });
});

describe('commandOfDraft', () => {
  it('leaves the input of a restart out when nobody touched it, and sends none when it was emptied', () => {
    expect(commandOfDraft('restart', { ...emptyDraft, json: null }).parameters).not.toHaveProperty('input');
    expect(commandOfDraft('restart', { ...emptyDraft, json: ' ' }).parameters).toHaveProperty('input', null);
  });

  it('sends an id only with a new one, and a time only when it is later', () => {
    const draft = { ...emptyDraft, name: 'add', newInstanceId: 'x', dueAt: at(60) };
    expect(commandOfDraft('restart', { ...draft, id: 'same' }).parameters).toHaveProperty(
      'newInstanceId',
      null,
    );
    expect(commandOfDraft('signal-entity', draft).parameters).toHaveProperty('scheduledAt', null);
    expect(startOfDraft({ ...draft, isScheduled: true })).toMatchObject({
      instanceId: 'x',
      scheduledAt: at(60),
    });
  });
});
