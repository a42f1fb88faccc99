import { describe, expect, it } from 'vitest';
import { makeDiagnosisFacts, makeLock, makeRelated } from '../../../testing/diagnosis.ts';
import {
  entityMessage,
  makeHistory,
  raised,
  sent,
  started,
  turn,
} from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const account = '@account@a';
const request = '22a5f5be-6821-e503-109d-8d459f2f2251';
const lock = sent(0, account, { kind: 'lock', requestId: request, lockSet: [account, '@account@b'] });
const events = makeHistory(turn(started(), lock));
const heldBy = (holder: string | null, heldSince: string | null = null) =>
  new Map([account, '@account@b'].map((id) => [id, makeLock(id, { heldBy: holder, heldSince })]));

describe('a lock that somebody else holds', () => {
  it('is waited for, and the holder says for what', () => {
    const findings = diagnose(
      makeDiagnosisFacts({ instance: { instanceId: 'holder' }, events: makeHistory(turn(started())) }),
    );
    const related = new Map([['holder', makeRelated('holder', { findings })]]);
    expect(tell({ events, locks: heldBy('holder', at(60)), related })).toEqual([
      'awaits-lock normal likely: It has been waiting since 2026-11-21T05:00:00.2Z for the lock of @account@a, held by holder since 2026-11-21T05:01:00Z. There, it has been waiting for an external event since 2026-11-21T05:00:00.2Z; which event, the history does not tell.',
    ]);
  });

  it('is never given back by one that ended or is gone', () => {
    const ended = new Map([['holder', makeRelated('holder', { runtimeStatus: 'Terminated' })]]);
    const facts = makeDiagnosisFacts({ events, locks: heldBy('holder'), related: ended });
    const [finding] = diagnose(facts);
    expect(finding).toMatchObject({
      ...{ rule: 'awaits-lock', severity: 'broken', certainty: 'certain' },
      nextStep: { command: 'clean-entity', instanceId: account },
    });
    const gone = new Map([['holder', makeRelated('holder', { isGone: true })]]);
    expect(tell({ events, locks: heldBy('holder'), related: gone })[0]).toMatch(
      /^awaits-lock broken certain: .*not in storage/,
    );
  });

  it('is a deadlock when the holder waits for the instance, also by way of others', () => {
    const deadlock = /^lock-deadlock broken certain: .*held by holder, which in turn waits for this one/;
    const direct = new Map([['holder', makeRelated('holder', { waitsFor: ['order-1001'] })]]);
    expect(tell({ events, locks: heldBy('holder'), related: direct })[0]).toMatch(deadlock);
    const farther = new Map([
      ['holder', makeRelated('holder', { waitsFor: ['between'] })],
      ['between', makeRelated('between', { waitsFor: ['holder', 'order-1001'] })],
    ]);
    expect(tell({ events, locks: heldBy('holder'), related: farther })[0]).toMatch(deadlock);
    const cycle = new Map([['holder', makeRelated('holder', { isCycle: true })]]);
    expect(tell({ events, locks: heldBy('holder'), related: cycle })[0]).toMatch(deadlock);
  });

  it('is no deadlock because the holder waits for others in a ring', () => {
    const ring = new Map([
      ['holder', makeRelated('holder', { waitsFor: ['third'] })],
      ['third', makeRelated('third', { waitsFor: ['holder'] })],
    ]);
    expect(rulesOf({ events, locks: heldBy('holder'), related: ring })).toEqual(['awaits-lock']);
  });
});

it('waits for locks of which nothing is known', () => {
  expect(tell({ events })).toEqual([
    'awaits-lock normal certain: It has been waiting for the locks of @account@a and @account@b since 2026-11-21T05:00:00.2Z.',
  ]);
});

it('says when nobody holds the lock that was asked for a while ago', () => {
  expect(tell({ events, locks: heldBy(null) })[0]).toMatch(
    /^awaits-lock delayed likely: .*which nobody holds/,
  );
  const soon = makeDiagnosisFacts({ events, locks: heldBy(null), now: at(30) });
  expect(diagnose(soon)[0]).toMatchObject({ rule: 'awaits-lock', severity: 'normal' });
});

describe('an entity call', () => {
  const call = sent(0, account, { kind: 'call', requestId: request, operation: 'get' });
  const calling = makeHistory(turn(started(), call));

  it('is waited for', () => {
    expect(tell({ events: calling })).toEqual([
      'awaits-entity normal certain: It has been waiting for @account@a to answer get since 2026-11-21T05:00:00.2Z.',
    ]);
    expect(tell({ events: calling, now: at(1800) })[0]).toMatch(/^awaits-entity delayed likely/);
  });

  it('waits behind a lock, and names who holds it', () => {
    expect(tell({ events: calling, locks: heldBy('holder') })).toEqual([
      'awaits-entity normal certain: It has been waiting for @account@a to answer get since 2026-11-21T05:00:00.2Z, which is locked by holder.',
    ]);
    const related = new Map([['holder', makeRelated('holder', { waitsFor: ['order-1001'] })]]);
    expect(rulesOf({ events: calling, locks: heldBy('holder'), related })).toEqual(['lock-deadlock']);
  });

  it('is not waiting behind a lock of its own', () => {
    expect(tell({ events: calling, locks: heldBy('order-1001') })[0]).toMatch(
      /since 2026-11-21T05:00:00.2Z\.$/,
    );
  });

  it('is over when it is answered', () => {
    const answered = turn(raised(request, entityMessage({ kind: 'response', requestId: request })));
    expect(rulesOf({ events: makeHistory(turn(started(), call), answered) })).toEqual(['awaits-event']);
  });
});

describe('an entity', () => {
  const entity = (queueSize: number, lockedBy: string | null) => ({
    instanceId: account,
    entity: { exists: true, queueSize, lockedBy },
  });

  it('says who has locked it when operations wait', () => {
    expect(tell({ instance: entity(2, 'holder') })).toEqual([
      'awaits-lock normal certain: 2 operations wait: the entity is locked by holder.',
    ]);
    expect(tell({ instance: entity(0, 'holder') })).toEqual([]);
    expect(tell({ instance: entity(0, null) })).toEqual([]);
  });

  it('says that one who has ended keeps it locked', () => {
    const related = new Map([['holder', makeRelated('holder', { runtimeStatus: 'Completed' })]]);
    expect(tell({ instance: entity(0, 'holder'), related })).toEqual([
      'awaits-lock broken certain: The entity is locked by holder, which has ended (Completed) and did not give it back.',
    ]);
  });
});
