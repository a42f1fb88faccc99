import { Box, Cog, Radio, Workflow, type LucideIcon } from 'lucide-react';
import type { CallKind, FunctionKind } from '../../../shared/domain/function-map/function-ref.ts';

interface KindLook {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly many: string;
}

export const kindLooks = {
  orchestrator: { icon: Workflow, word: 'Orchestrator', many: 'Orchestrators' },
  activity: { icon: Cog, word: 'Activity', many: 'Activities' },
  entity: { icon: Box, word: 'Entity', many: 'Entities' },
  event: { icon: Radio, word: 'External event', many: 'External events' },
} as const satisfies Record<FunctionKind, KindLook>;

/** From the caller's side, and from the side of what is called. */
export const callWords = {
  activity: { out: 'calls', in: 'called by' },
  'sub-orchestration': { out: 'starts', in: 'started by' },
  'entity-call': { out: 'calls', in: 'called by' },
  'entity-signal': { out: 'signals', in: 'signalled by' },
  'entity-lock': { out: 'locks', in: 'locked by' },
  'event-sent': { out: 'sends', in: 'sent by' },
  'external-event': { out: 'taken in by', in: 'takes in' },
} as const satisfies Record<CallKind, { out: string; in: string }>;
