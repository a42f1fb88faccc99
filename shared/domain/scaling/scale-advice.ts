import type { ScaleAdvice } from '../../contract/partitions.ts';
import { countOf, idOf, nameOf } from '../diagnosis/phrases.ts';
import { isHighLatency, lengthOf, scaleDefaults, type ScaledQueue, type ScaleFacts } from './scale-facts.ts';
import { voteOf } from './scale-vote.ts';

/** Fewer messages are no reason to speak of skew. */
const skewFromMessages = 32;
const skewFactor = 3;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** How many workers the target-based scaler would ask for. `null` = it cannot be told. */
function targetOf({ controlQueues, workItems }: ScaleFacts): ScaleAdvice | null {
  if (workItems === null || controlQueues.length === 0) return null;
  const { activitiesAtATime, orchestratorsAtATime } = scaleDefaults;
  const control = controlQueues.map(lengthOf);
  const busy = control.filter((length) => length > 0).length;
  const forActivities = Math.ceil(lengthOf(workItems) / activitiesAtATime);
  const forOrchestrators = Math.min(busy, Math.ceil(sum(control) / orchestratorsAtATime));
  const target = Math.max(forActivities, forOrchestrators);
  return {
    rule: 'target',
    sentence: [
      'Where an app scales by targets, it would be given ',
      countOf(target),
      target === 1 ? ' worker.' : ' workers.',
    ],
    because: [
      [
        countOf(lengthOf(workItems)),
        lengthOf(workItems) === 1 ? ' work item, ' : ' work items, ',
        countOf(activitiesAtATime),
        ' a worker: ',
        countOf(forActivities),
        '.',
      ],
      [
        countOf(sum(control)),
        sum(control) === 1 ? ' message in ' : ' messages in ',
        countOf(busy),
        busy === 1 ? ' control queue, ' : ' control queues, ',
        countOf(orchestratorsAtATime),
        ' a worker and no more workers than queues with messages: ',
        countOf(forOrchestrators),
        '.',
      ],
      ['By default a worker takes ten at a time for each of its cores; one core is reckoned with here.'],
    ],
  };
}

function skewOf({ controlQueues }: ScaleFacts): ScaleAdvice | null {
  const [busiest, ...others] = [...controlQueues].sort((a, b) => lengthOf(b) - lengthOf(a));
  if (busiest === undefined || others.length === 0) return null;
  const length = lengthOf(busiest);
  const mean = sum(others.map(lengthOf)) / others.length;
  if (length < skewFromMessages || length < skewFactor * mean) return null;
  return {
    rule: 'skew',
    sentence: [
      'The partitions are not loaded alike: ',
      nameOf(busiest.queue),
      ' holds ',
      countOf(length),
      ' of ',
      countOf(length + sum(others.map(lengthOf))),
      ' messages. More workers do not help, because an instance never leaves its partition.',
    ],
    because: hottestSentences(busiest),
  };
}

function hottestSentences({ hottest }: ScaledQueue): ScaleAdvice['because'] {
  return hottest.map(({ instanceId, messages }) => [
    idOf(instanceId),
    ' has ',
    countOf(messages),
    ' of the first messages.',
  ]);
}

function partitionCountOf({ controlQueues, workers }: ScaleFacts): ScaleAdvice | null {
  const count = controlQueues.length;
  const slow = controlQueues.filter(isHighLatency).length;
  if (workers === null || count === 0 || workers < count || slow < count) return null;
  return {
    rule: 'partition-count',
    sentence: [
      'Every one of the ',
      countOf(count),
      ' partitions has a worker of its own, and messages wait in all of them: more workers would run activities only.',
    ],
    because: [
      [
        'The number of partitions is set when a task hub is created, 4 by default and 16 at most. Changing it needs another task hub: instances find their partition by it.',
      ],
    ],
  };
}

/** What the platform would do, and what would help; the platform's own vote first. */
export function scaleAdviceFor(facts: ScaleFacts): ScaleAdvice[] {
  return [voteOf(facts), targetOf(facts), skewOf(facts), partitionCountOf(facts)].flatMap(
    (advice) => advice ?? [],
  );
}
