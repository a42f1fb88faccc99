import {
  Bell,
  BellOff,
  BellRing,
  CircleCheck,
  CircleHelp,
  CircleX,
  Hourglass,
  Info,
  OctagonAlert,
  Pencil,
  RotateCw,
  Send,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { AlertCondition, AlertSeverity } from '../../../shared/contract/alert-rules.ts';
import type { AlertEvent, AlertStanding, AlertTargetKind } from '../../../shared/contract/alerts.ts';

interface Look {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly text: string;
}

export const statusLooks = {
  ok: { icon: CircleCheck, word: 'OK', text: 'text-ink-muted' },
  pending: { icon: Hourglass, word: 'Pending', text: 'text-warning' },
  firing: { icon: BellRing, word: 'Firing', text: 'text-danger' },
} as const satisfies Record<AlertStanding['status'], Look>;

export const offLook: Look = { icon: BellOff, word: 'Off', text: 'text-ink-faint' };
export const unknownLook: Look = { icon: CircleHelp, word: 'Cannot be evaluated', text: 'text-warning' };
export const unseenLook: Look = { icon: Bell, word: 'Not evaluated yet', text: 'text-ink-faint' };

export const severityLooks = {
  critical: { icon: OctagonAlert, word: 'Critical', text: 'text-danger' },
  warning: { icon: TriangleAlert, word: 'Warning', text: 'text-warning' },
  info: { icon: Info, word: 'Info', text: 'text-ink-muted' },
} as const satisfies Record<AlertSeverity, Look>;

export const eventLooks = {
  fired: { icon: BellRing, word: 'Fired', text: 'text-danger' },
  resolved: { icon: CircleCheck, word: 'Resolved', text: 'text-ink' },
  closed: { icon: BellOff, word: 'Closed', text: 'text-ink-muted' },
  unknown: { icon: CircleHelp, word: 'Cannot be evaluated', text: 'text-warning' },
  known: { icon: CircleCheck, word: 'Evaluated again', text: 'text-ink' },
  delivered: { icon: Send, word: 'Delivered', text: 'text-ink-muted' },
  'delivery-failed': { icon: CircleX, word: 'Not delivered', text: 'text-danger' },
  'rule-saved': { icon: Pencil, word: 'Rule saved', text: 'text-ink-muted' },
  'rule-deleted': { icon: Trash2, word: 'Rule removed', text: 'text-ink-muted' },
  'target-tested': { icon: Send, word: 'Test', text: 'text-ink-muted' },
  'delivery-retried': { icon: RotateCw, word: 'Tried again', text: 'text-ink-muted' },
} as const satisfies Record<AlertEvent, Look>;

export const targetKindWords = {
  generic: 'JSON',
  slack: 'Slack',
  teams: 'Teams',
} as const satisfies Record<AlertTargetKind, string>;

export const conditionLabels = {
  'failure-rate': 'Failure rate',
  'backlog-age': 'Age of the backlog',
  'no-worker': 'No worker',
  'stuck-count': 'Stuck instances',
  'not-completed': 'Did not complete',
} as const satisfies Record<AlertCondition['kind'], string>;
