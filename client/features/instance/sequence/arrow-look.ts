import { Bell, Flag, OctagonX, Reply, Send, Timer, Undo2, X, type LucideIcon } from 'lucide-react';
import type { MessageKind } from '../../../../shared/domain/execution/sequence-model.ts';

interface ArrowLook {
  readonly icon: LucideIcon | null;
  /** Of the line; the icon and the words say the same. */
  readonly color: string;
  readonly text: string;
  readonly isDashed: boolean;
}

const ink = { color: 'var(--ink-muted)', text: 'text-ink' } as const;
const faint = { color: 'var(--ink-faint)', text: 'text-ink' } as const;

export const arrowLooks = {
  start: { icon: Flag, ...ink, isDashed: false },
  end: { icon: Flag, ...ink, isDashed: true },
  call: { icon: null, ...ink, isDashed: false },
  result: { icon: Reply, ...faint, isDashed: true },
  failure: { icon: X, color: 'var(--status-failed)', text: 'text-failed', isDashed: true },
  timer: { icon: Timer, ...faint, isDashed: false },
  'timer-fired': { icon: Timer, ...faint, isDashed: true },
  event: { icon: Bell, ...ink, isDashed: false },
  send: { icon: Send, ...ink, isDashed: false },
  command: { icon: OctagonX, ...ink, isDashed: false },
  note: { icon: Undo2, ...faint, isDashed: true },
} as const satisfies Record<MessageKind, ArrowLook>;

/** Signs that the legend explains, where the sequence has such messages. */
export const legendKinds = [
  { kinds: ['call'], label: 'call', dashes: 'none' },
  { kinds: ['result'], label: 'answer and its duration', dashes: '4 3' },
  { kinds: ['failure'], label: 'failure', icon: X },
  { kinds: ['timer', 'timer-fired'], label: 'timer', icon: Timer },
  { kinds: ['event'], label: 'event from outside', icon: Bell },
  { kinds: ['send'], label: 'sent, not answered', icon: Send },
  { kinds: ['command'], label: 'command from outside', icon: OctagonX },
] as const satisfies readonly {
  kinds: readonly MessageKind[];
  label: string;
  icon?: LucideIcon;
  dashes?: string;
}[];
