import { hubVerdict, type HubVerdict, type StuckGroup } from '../contract/diagnosis.ts';
import { makeFinding } from './findings.ts';
import { makeCoverage } from './hubs.ts';
import { at } from './instances.ts';

/** One known instance, and no others. */
export function makeStuckGroup(overrides: Partial<StuckGroup> = {}): StuckGroup {
  return {
    rule: 'no-worker',
    subject: null,
    severity: 'broken',
    certainty: 'certain',
    sentence: ['No worker runs that could take their messages.'],
    count: 1,
    estimate: null,
    oldestSince: at(0),
    examples: [
      {
        instanceId: 'order-1001',
        name: 'OrderWorkflow',
        since: at(0),
        finding: makeFinding({ rule: 'no-worker' }),
      },
    ],
    q: 'id:order-1001',
    ...overrides,
  };
}

/** A healthy hub in which nothing is stuck. */
export function makeHubVerdict(overrides: Partial<HubVerdict> = {}): HubVerdict {
  return hubVerdict.parse({
    health: 'healthy',
    reasons: [],
    stuck: [],
    waiting: [],
    unchangedForMs: 60_000,
    candidates: 0,
    explained: 0,
    examined: 0,
    readAt: at(10),
    coverage: makeCoverage(),
    problems: [],
    ...overrides,
  } satisfies HubVerdict);
}
