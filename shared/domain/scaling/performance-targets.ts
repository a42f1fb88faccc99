import type { Sentence } from '../../contract/diagnosis.ts';
import type { Partitions } from '../../contract/partitions.ts';
import { durationOf } from '../diagnosis/phrases.ts';

/** Messages seen to arrive or to go, at least, in the whole hub. */
export interface SeenOperations {
  readonly overMs: number;
  /** Work items that went. */
  readonly activities: number;
  /** Answers of activities and sub-orchestrations. */
  readonly responses: number;
  /** Events for orchestrations. */
  readonly events: number;
  /** Signals and calls of entities. */
  readonly entityOperations: number;
}

type Target = Partitions['targets'][number];

interface Scenario {
  readonly scenario: string;
  readonly expectedPerSecond: number;
  readonly what: string;
  readonly count: (seen: SeenOperations) => number;
}

/** The documented expected maximum, each for one instance on one small machine with extended sessions. */
const scenarios: readonly Scenario[] = [
  {
    scenario: 'Parallel activity execution (fan-out)',
    expectedPerSecond: 100,
    what: 'Activities taken from the work-item queue and done',
    count: ({ activities }) => activities,
  },
  {
    scenario: 'Parallel response processing (fan-in)',
    expectedPerSecond: 150,
    what: 'Answers that arrived for orchestrations',
    count: ({ responses }) => responses,
  },
  {
    scenario: 'External event processing',
    expectedPerSecond: 50,
    what: 'Events that arrived for orchestrations',
    count: ({ events }) => events,
  },
  {
    scenario: 'Entity operation processing',
    expectedPerSecond: 64,
    what: 'Operations that arrived for entities',
    count: ({ entityOperations }) => entityOperations,
  },
];

const sequential: Target = {
  scenario: 'Sequential activity execution',
  expectedPerSecond: 5,
  measuredPerSecond: null,
  measured: ['Queues do not tell which activities follow one another: the timeline of an instance does.'],
};

function measuredSentence({ what }: Scenario, seen: SeenOperations | null): Sentence {
  if (seen === null) return ['Nothing is measured yet: that takes two samples.'];
  return [
    `${what} in the whole hub over the last `,
    durationOf(seen.overMs),
    ', at least: what comes and goes between two samples is not seen.',
  ];
}

/** `null` = there were no two samples. */
export function performanceTargets(seen: SeenOperations | null): Target[] {
  return [
    sequential,
    ...scenarios.map((scenario) => {
      const count = seen === null ? 0 : scenario.count(seen);
      return {
        scenario: scenario.scenario,
        expectedPerSecond: scenario.expectedPerSecond,
        measuredPerSecond: seen === null || count === 0 ? null : count / (seen.overMs / 1000),
        measured: measuredSentence(scenario, seen),
      };
    }),
  ];
}
