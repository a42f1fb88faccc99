import {
  Ban,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleQuestionMark,
  CircleX,
  Hourglass,
  CircleStop,
  Repeat,
  type LucideIcon,
} from 'lucide-react';
import type { RuntimeStatus } from '../../shared/domain/runtime-status.ts';

interface StatusLook {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly fill: string;
}

/** One icon and one colour per status, the same everywhere; the word is the engine's own. */
export const statusLooks = {
  Running: { icon: CirclePlay, text: 'text-running', fill: 'bg-running' },
  Pending: { icon: Hourglass, text: 'text-pending', fill: 'bg-pending' },
  Suspended: { icon: CirclePause, text: 'text-suspended', fill: 'bg-suspended' },
  Completed: { icon: CircleCheck, text: 'text-completed', fill: 'bg-completed' },
  Failed: { icon: CircleX, text: 'text-failed', fill: 'bg-failed' },
  Terminated: { icon: CircleStop, text: 'text-terminated', fill: 'bg-terminated' },
  ContinuedAsNew: { icon: Repeat, text: 'text-continued-as-new', fill: 'bg-continued-as-new' },
  Canceled: { icon: Ban, text: 'text-canceled', fill: 'bg-canceled' },
  Unknown: { icon: CircleQuestionMark, text: 'text-unknown', fill: 'bg-unknown' },
} as const satisfies Record<RuntimeStatus, StatusLook>;

/** Open ones first, then by how often one looks for them. */
export const statusOrder = [
  'Running',
  'Pending',
  'Suspended',
  'Completed',
  'Failed',
  'Terminated',
  'ContinuedAsNew',
  'Canceled',
  'Unknown',
] as const satisfies readonly RuntimeStatus[];
