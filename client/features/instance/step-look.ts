import {
  Ban,
  Bell,
  Boxes,
  CircleCheck,
  CirclePlay,
  CircleQuestionMark,
  CircleX,
  Lock,
  PhoneCall,
  Repeat,
  Send,
  Timer,
  Undo2,
  Workflow,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import type { StepKind, StepState } from '../../../shared/domain/execution/execution-model.ts';

interface StepStateLook {
  readonly icon: LucideIcon;
  readonly word: string;
  /** Class for texts and icons. */
  readonly text: string;
  /** Class for filled areas. */
  readonly fill: string;
  /** For drawings. */
  readonly color: string;
}

/** Coloured like the runtime status that says the same; icon and word tell them apart without colour. */
export const stepStateLooks = {
  open: {
    icon: CirclePlay,
    word: 'open',
    text: 'text-running',
    fill: 'bg-running',
    color: 'var(--status-running)',
  },
  completed: {
    icon: CircleCheck,
    word: 'completed',
    text: 'text-completed',
    fill: 'bg-completed',
    color: 'var(--status-completed)',
  },
  failed: {
    icon: CircleX,
    word: 'failed',
    text: 'text-failed',
    fill: 'bg-failed',
    color: 'var(--status-failed)',
  },
  abandoned: {
    icon: Ban,
    word: 'abandoned',
    text: 'text-canceled',
    fill: 'bg-canceled',
    color: 'var(--status-canceled)',
  },
  rewound: {
    icon: Undo2,
    word: 'rewound',
    text: 'text-terminated',
    fill: 'bg-terminated',
    color: 'var(--status-terminated)',
  },
  unknown: {
    icon: CircleQuestionMark,
    word: 'unknown',
    text: 'text-unknown',
    fill: 'bg-unknown',
    color: 'var(--status-unknown)',
  },
} as const satisfies Record<StepState, StepStateLook>;

/** Trouble first, then what is under way: the order of legends, counts and stacked strips. */
export const stepStateOrder = [
  'failed',
  'open',
  'completed',
  'abandoned',
  'rewound',
  'unknown',
] as const satisfies readonly StepState[];

interface StepKindLook {
  readonly icon: LucideIcon;
  readonly word: string;
}

export const stepKindLooks = {
  activity: { icon: Zap, word: 'activity' },
  'sub-orchestration': { icon: Workflow, word: 'sub-orchestration' },
  timer: { icon: Timer, word: 'timer' },
  'external-event': { icon: Bell, word: 'external event' },
  'entity-call': { icon: PhoneCall, word: 'entity call' },
  'entity-signal': { icon: Boxes, word: 'entity signal' },
  'entity-lock': { icon: Lock, word: 'entity lock' },
  'event-sent': { icon: Send, word: 'event sent' },
  'continue-as-new': { icon: Repeat, word: 'continue as new' },
} as const satisfies Record<StepKind, StepKindLook>;

/** What to call a step where it has no name. */
export function stepTitle(step: { readonly kind: StepKind; readonly name: string | null }): string {
  return step.name ?? stepKindLooks[step.kind].word;
}
