import {
  Ban,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CircleSlash,
  CircleStop,
  CircleX,
  Hourglass,
  Send,
  type LucideIcon,
} from 'lucide-react';
import type { Job, JobItem, jobStates } from '../../../../shared/contract/jobs.ts';

type JobState = (typeof jobStates)[number];
type ItemState = JobItem['state'];

interface Look {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly word: string;
}

export const jobLooks = {
  running: { icon: CirclePlay, text: 'text-running', word: 'running' },
  pausing: { icon: CirclePause, text: 'text-suspended', word: 'pausing' },
  paused: { icon: CirclePause, text: 'text-suspended', word: 'paused' },
  stopping: { icon: CircleStop, text: 'text-terminated', word: 'stopping' },
  stopped: { icon: CircleStop, text: 'text-terminated', word: 'stopped' },
  done: { icon: CircleCheck, text: 'text-completed', word: 'done' },
} as const satisfies Record<JobState, Look>;

interface ItemLook extends Look {
  readonly fill: string;
  readonly meaning: string;
}

/** In the order in which they stand in the bar: what is over first. */
export const itemLooks = {
  done: {
    icon: CircleCheck,
    text: 'text-completed',
    fill: 'bg-completed',
    word: 'done',
    meaning: 'Sent, or written to storage. The engine acts on it when a worker takes it up.',
  },
  refused: {
    icon: CircleSlash,
    text: 'text-warning',
    fill: 'bg-suspended',
    word: 'refused',
    meaning: 'Read again and not sent, because it could not have had its effect.',
  },
  failed: {
    icon: CircleX,
    text: 'text-danger',
    fill: 'bg-failed',
    word: 'failed',
    meaning: 'Not done, because of a fault; it can be retried.',
  },
  unknown: {
    icon: CircleHelp,
    text: 'text-warning',
    fill: 'bg-unknown',
    word: 'unknown',
    meaning: 'It may have been sent: look at the instance. It is never repeated by itself.',
  },
  stopped: {
    icon: Ban,
    text: 'text-ink-muted',
    fill: 'bg-line-strong',
    word: 'stopped',
    meaning: 'Left out, because the job was stopped before.',
  },
  sending: {
    icon: Send,
    text: 'text-running',
    fill: 'bg-running',
    word: 'sending',
    meaning: 'On its way.',
  },
  pending: {
    icon: Hourglass,
    text: 'text-ink-muted',
    fill: 'bg-transparent',
    word: 'pending',
    meaning: 'Waits for its turn.',
  },
} as const satisfies Record<ItemState, ItemLook>;

export const itemStateOrder = [
  'done',
  'refused',
  'failed',
  'unknown',
  'stopped',
  'sending',
  'pending',
] as const satisfies readonly ItemState[];

/** It changes by itself. */
export function isMoving({ state }: Job): boolean {
  return state === 'running' || state === 'pausing' || state === 'stopping';
}

export function countOf({ counts }: Job, state: ItemState): number {
  return counts[state];
}

/** Items whose turn came and went, whatever became of them. */
export function overCount(job: Job): number {
  const { pending, sending, stopped } = job.counts;
  return job.total - pending - sending - stopped;
}

/** `null` = nobody can tell. */
export function timeLeftMs(job: Job): number | null {
  if (job.state !== 'running' || job.itemsPerSecond === null || job.itemsPerSecond <= 0) return null;
  return ((job.total - overCount(job)) / job.itemsPerSecond) * 1000;
}
