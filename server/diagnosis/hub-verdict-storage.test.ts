import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHubVerdict, type HubVerdict } from '../../shared/contract/diagnosis.ts';
import { listInstances } from '../../shared/contract/instances.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { restoreHub } from '../testing/recorded-hub.ts';
import { connectStorage } from '../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../testing/test-app.ts';
import { verdictsOn } from './hub-verdict.ts';

let azurite: Azurite;
let server: TestApp;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
  server = await startTestAppOn([connectStorage(azurite.connectionString)]);
}, 60_000);
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

async function verdictOn(hub: string): Promise<HubVerdict> {
  const response = await server.get(`/api/hubs/test~${hub}/verdict`).expect(200);
  return getHubVerdict.result.parse(response.body);
}

/** A verdict takes no longer than it may: on a slow machine it takes several to have looked at all. */
async function completeVerdict(hub: string): Promise<HubVerdict> {
  const verdicts = verdictsOn(await server.hub(`test~${hub}`));
  for (;;) {
    const verdict = await verdicts();
    if (verdict.explained + verdict.examined === verdict.candidates) return verdict;
  }
}

function told(verdict: HubVerdict): [string, string][] {
  return verdict.reasons.map(({ rule, severity }) => [rule, severity]);
}

function countOf(verdict: HubVerdict, rule: string): number | undefined {
  return [...verdict.stuck, ...verdict.waiting].find((group) => group.rule === rule)?.count;
}

describe('the recorded hub, whose worker was stopped', () => {
  it('is broken, because messages wait that nobody takes', async () => {
    const verdict = await verdictOn('RecordedHub');
    expect(verdict.health).toBe('broken');
    expect(told(verdict)).toEqual([['no-worker', 'broken']]);
    expect(sentenceText(verdict.reasons[0]!.sentence)).toMatch(
      /^No worker runs while messages wait in 5 queues, the oldest for \d+ (h|d)\.$/,
    );
    const partitions = verdict.reasons[0]!.evidence.flatMap((one) =>
      one.kind === 'lease' ? one.partition : [],
    );
    expect(partitions).toEqual([0, 1, 2, 3]);
  });

  it('has the instances that need a worker in one group, which the list can show', async () => {
    const { stuck } = await completeVerdict('RecordedHub');
    expect(stuck.map(({ rule }) => rule)).toEqual(['no-worker']);
    const [group] = stuck;
    const response = await server
      .get(`/api/hubs/test~RecordedHub/instances`)
      .query({ q: group!.q ?? '', limit: 1 })
      .expect(200);
    expect(listInstances.result.parse(response.body).total).toBe(group!.count);
    expect(group!.examples).toHaveLength(5);
  });

  it('tells those apart that wait as they are meant to', async () => {
    const verdict = await completeVerdict('RecordedHub');
    expect(countOf(verdict, 'not-due')).toBe(1);
    expect(countOf(verdict, 'suspended')).toBe(1);
    expect(verdict.examined).toBeLessThanOrEqual(40);
  });
});

it('finds that an instance needs a worker although no message is to be seen', async () => {
  const verdict = await completeVerdict('LegacyHub');
  expect(verdict.health).toBe('broken');
  expect(verdict.reasons.map(({ sentence }) => sentenceText(sentence))).toEqual([
    'No worker runs, and 1 instance needs one.',
  ]);
});
