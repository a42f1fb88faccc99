import {
  ArrowDownLeft,
  ArrowUpRight,
  Bell,
  BellOff,
  Check,
  CirclePause,
  CirclePlay,
  CircleQuestionMark,
  CornerDownRight,
  Flag,
  ListEnd,
  ListStart,
  OctagonX,
  Repeat,
  StickyNote,
  Undo2,
  WandSparkles,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { HistoryEvent } from '../../../../shared/contract/history.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  ExecutionStarted: CirclePlay,
  ExecutionCompleted: Flag,
  ExecutionTerminated: OctagonX,
  ExecutionSuspended: CirclePause,
  ExecutionResumed: CirclePlay,
  ContinueAsNew: Repeat,
  TaskScheduled: WandSparkles,
  TaskCompleted: Check,
  TaskFailed: X,
  SubOrchestrationInstanceCreated: CornerDownRight,
  SubOrchestrationInstanceCompleted: Check,
  SubOrchestrationInstanceFailed: X,
  TimerCreated: Bell,
  TimerFired: BellOff,
  EventSent: ArrowUpRight,
  EventRaised: ArrowDownLeft,
  GenericEvent: StickyNote,
  ExecutionRewound: Undo2,
  OrchestratorStarted: ListStart,
  OrchestratorCompleted: ListEnd,
};

/** Brackets around one turn of the engine: they say when, not what. */
const quiet: ReadonlySet<string> = new Set(['OrchestratorStarted', 'OrchestratorCompleted']);

export interface EventTypeLook {
  readonly icon: LucideIcon;
  readonly text: string;
}

/** Colour only where the event is about a failure; everything else is told by icon and word. */
export function eventTypeLook(event: HistoryEvent): EventTypeLook {
  const icon = event.rewoundType === null ? (icons[event.eventType] ?? CircleQuestionMark) : Undo2;
  if (event.rewoundType !== null || quiet.has(event.eventType)) return { icon, text: 'text-ink-faint' };
  const isFailure = event.eventType.endsWith('Failed') || event.orchestrationStatus === 'Failed';
  if (isFailure) return { icon, text: 'text-failed' };
  return { icon, text: event.isKnownType ? 'text-ink' : 'text-warning' };
}
