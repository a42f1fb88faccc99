import { Boxes, Globe, Inbox, Waypoints, Workflow, Zap, type LucideIcon } from 'lucide-react';
import type { Lane, LaneKind } from '../../../../shared/domain/execution/sequence-model.ts';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

interface LaneKindLook {
  readonly icon: LucideIcon;
  readonly word: string;
}

export const laneKindLooks = {
  outside: { icon: Globe, word: 'outside world' },
  parent: { icon: Waypoints, word: 'parent' },
  orchestrator: { icon: Waypoints, word: 'orchestrator' },
  function: { icon: Zap, word: 'function' },
  child: { icon: Workflow, word: 'child' },
  entity: { icon: Boxes, word: 'entity' },
  instance: { icon: Inbox, word: 'instance' },
} as const satisfies Record<LaneKind, LaneKindLook>;

const maxNameChars = 120;

export function shortName(text: string): string {
  return toVisibleText(text.length > maxNameChars ? `${text.slice(0, maxNameChars)}…` : text);
}

/** What stands over a lane. */
export function laneTitle({ kind, name, instanceId }: Lane): string {
  if (kind === 'outside') return 'Outside world';
  if (kind === 'entity' && instanceId !== null) {
    const entity = parseEntityId(instanceId);
    if (entity !== null) return shortName(`${entity.name} ${entity.key}`);
  }
  const { word } = laneKindLooks[kind];
  return shortName(name ?? instanceId ?? `Unnamed ${word}`);
}
