import type { Sentence } from '../../contract/diagnosis.ts';
import type { ScaleAdvice } from '../../contract/partitions.ts';
import { countOf, durationOf, list, nameOf } from '../diagnosis/phrases.ts';
import {
  allQueues,
  isHighLatency,
  isIdle,
  isLowLatency,
  isSampled,
  latencyOf,
  scaleDefaults,
  type ScaledQueue,
  type ScaleFacts,
} from './scale-facts.ts';

interface CountedFacts extends ScaleFacts {
  readonly workers: number;
  readonly workItems: ScaledQueue;
}

function workersSentence(workers: number): Sentence {
  if (workers === 1) return ['One worker holds a partition; workers that hold none are not seen.'];
  return [countOf(workers), ' workers hold a partition; workers that hold none are not seen.'];
}

function latencySentence(queue: ScaledQueue): Sentence {
  return [
    'The first message of ',
    nameOf(queue.queue),
    ' was queued ',
    durationOf(latencyOf(queue)),
    ' ago.',
  ];
}

const highLatency: Sentence = [
  'A queue counts as slow from ',
  durationOf(scaleDefaults.highLatencyMs),
  ' on, or from ',
  durationOf(scaleDefaults.maxPollingMs),
  ' when nothing was visible in the sample before; those are the defaults.',
];

const lastSamples: Sentence = [countOf(scaleDefaults.samples), ' samples of each queue are looked at.'];

function firstWorker(facts: CountedFacts): ScaleAdvice | null {
  const busy = allQueues(facts).filter((queue) => !isIdle(queue));
  if (facts.workers > 0 || busy.length === 0) return null;
  return {
    rule: 'add-worker',
    sentence: ['The platform would start a worker: messages wait and nobody holds a partition.'],
    because: busy.map(latencySentence),
  };
}

function tooFewSamples(facts: CountedFacts): ScaleAdvice | null {
  const fewest = Math.min(...allQueues(facts).map(({ samples }) => samples.length));
  if (allQueues(facts).every(isSampled)) return null;
  return {
    rule: 'unknown',
    sentence: [
      'What the platform would do is not known yet: it goes by ',
      countOf(scaleDefaults.samples),
      ' samples of each queue, and ',
      countOf(fewest),
      fewest === 1 ? ' is' : ' are',
      ' taken.',
    ],
    because: [],
  };
}

function nothingToDo(facts: CountedFacts): ScaleAdvice | null {
  if (!allQueues(facts).every(isIdle)) return null;
  const because = [['In no queue a message was visible.'], lastSamples];
  if (facts.workers === 0) {
    return {
      rule: 'idle',
      sentence: [
        'No worker runs and nothing waits. An app that is scaled to zero looks like this: it is normal.',
      ],
      because,
    };
  }
  return {
    rule: 'remove-worker',
    sentence: ['The platform would remove a worker: nothing waits in any queue.'],
    because: [...because, workersSentence(facts.workers)],
  };
}

function slowActivities({ workItems, workers }: CountedFacts): ScaleAdvice | null {
  if (!isHighLatency(workItems)) return null;
  return {
    rule: 'add-worker',
    sentence: ['The platform would add a worker: activities wait too long.'],
    because: [latencySentence(workItems), highLatency, workersSentence(workers)],
  };
}

function moreWorkersThanPartitions({ workItems, workers, controlQueues }: CountedFacts): ScaleAdvice | null {
  if (workers <= controlQueues.length || !isIdle(workItems)) return null;
  return {
    rule: 'remove-worker',
    sentence: [
      'The platform would remove a worker: there are more workers than partitions, and no activity waits.',
    ],
    because: [workersSentence(workers)],
  };
}

function slowOrchestrations({ workers, controlQueues }: CountedFacts): ScaleAdvice | null {
  const slow = controlQueues.filter(isHighLatency);
  if (workers >= slow.length) return null;
  return {
    rule: 'add-worker',
    sentence: ['The platform would add a worker: more control queues are slow than there are workers.'],
    because: [...slow.map(latencySentence), highLatency, workersSentence(workers)],
  };
}

function idlePartitions({ workItems, workers, controlQueues }: CountedFacts): ScaleAdvice | null {
  const busy = controlQueues.filter((queue) => !isIdle(queue));
  if (workers <= busy.length || !isIdle(workItems)) return null;
  const names = busy.map(({ queue }) => nameOf(queue));
  return {
    rule: 'remove-worker',
    sentence: [
      'The platform would remove a worker: fewer control queues have messages than there are workers.',
    ],
    because: [
      names.length === 0
        ? ['No control queue had a message.']
        : ['Messages were seen in ', ...list(names), ' only.'],
      ['No activity waits.'],
      workersSentence(workers),
    ],
  };
}

function quick(facts: CountedFacts): ScaleAdvice | null {
  if (facts.workers < 2 || !allQueues(facts).every(isLowLatency)) return null;
  return {
    rule: 'keep-workers',
    sentence: [
      'The platform would keep its workers, and once in ten votes remove one to see whether fewer are enough.',
    ],
    because: [
      ['In no queue a message waited longer than ', durationOf(scaleDefaults.lowLatencyMs), '.'],
      workersSentence(facts.workers),
    ],
  };
}

function asItIs({ workers }: CountedFacts): ScaleAdvice {
  return {
    rule: 'keep-workers',
    sentence: [
      'The platform would keep its workers: there is work, and no queue is slow enough for one more.',
    ],
    because: [highLatency, workersSentence(workers)],
  };
}

/** In the order in which the platform's scale monitor asks; the first that applies is its vote. */
const rules = [
  firstWorker,
  tooFewSamples,
  nothingToDo,
  slowActivities,
  moreWorkersThanPartitions,
  slowOrchestrations,
  idlePartitions,
  quick,
];

function isCounted(facts: ScaleFacts): facts is CountedFacts {
  return facts.workers !== null && facts.workItems !== null && facts.controlQueues.length > 0;
}

/** What the documented scale monitor would vote, and why. */
export function voteOf(facts: ScaleFacts): ScaleAdvice {
  if (!isCounted(facts)) {
    const sentence = [
      'What the platform would do is not known: workers or queues of the hub cannot be seen.',
    ];
    return { rule: 'unknown', sentence, because: [] };
  }
  for (const rule of rules) {
    const vote = rule(facts);
    if (vote !== null) return vote;
  }
  return asItIs(facts);
}
