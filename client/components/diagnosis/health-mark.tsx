import { CircleCheck, CircleQuestionMark, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { HubVerdict } from '../../../shared/contract/diagnosis.ts';
import { classNames } from '../../lib/class-names.ts';

interface HealthLook {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly meaning: string;
  readonly text: string;
  readonly edge: string;
}

/** Of a task hub as a whole. */
export const healthLooks = {
  healthy: {
    icon: CircleCheck,
    word: 'Healthy',
    meaning: 'Messages are taken, and nothing is known to be late or stuck',
    text: 'text-completed',
    edge: 'border-completed',
  },
  degraded: {
    icon: TriangleAlert,
    word: 'Degraded',
    meaning: 'Something is late, failing or stuck while the rest works',
    text: 'text-warning',
    edge: 'border-warning',
  },
  broken: {
    icon: CircleX,
    word: 'Broken',
    meaning: 'The task hub, or a partition of it, stands still',
    text: 'text-danger',
    edge: 'border-danger',
  },
  unknown: {
    icon: CircleQuestionMark,
    word: 'Not known',
    meaning: 'What tells about it could not be read, or not yet',
    text: 'text-ink-muted',
    edge: 'border-line-strong',
  },
} as const satisfies Record<HubVerdict['health'], HealthLook>;

export function HealthMark({ health, className }: { health: HubVerdict['health']; className?: string }) {
  const { icon: Icon, word, meaning, text } = healthLooks[health];
  return (
    <span
      title={meaning}
      className={classNames(
        'inline-flex items-center gap-1.5 font-medium whitespace-nowrap',
        text,
        className,
      )}
    >
      <Icon aria-hidden size={14} className="shrink-0" />
      {word}
    </span>
  );
}
