import { CircleX, Hourglass, Lightbulb, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Finding } from '../../../shared/contract/diagnosis.ts';

interface SeverityLook {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly meaning: string;
  readonly text: string;
  readonly edge: string;
}

export const severityLooks = {
  broken: {
    icon: CircleX,
    word: 'Broken',
    meaning: 'It will not move on by itself',
    text: 'text-danger',
    edge: 'border-danger',
  },
  delayed: {
    icon: TriangleAlert,
    word: 'Delayed',
    meaning: 'It moves late, or with trouble',
    text: 'text-warning',
    edge: 'border-warning',
  },
  normal: {
    icon: Hourglass,
    word: 'Normal',
    meaning: 'It waits for what it is meant to wait for',
    text: 'text-running',
    edge: 'border-running',
  },
  advice: {
    icon: Lightbulb,
    word: 'Advice',
    meaning: 'It moves, but something about it wants care',
    text: 'text-ink-muted',
    edge: 'border-line-strong',
  },
} as const satisfies Record<Finding['severity'], SeverityLook>;

export const certaintyMeanings = {
  certain: 'Storage says so',
  likely: 'It follows from what storage says',
  possible: 'One explanation of several',
} as const satisfies Record<Finding['certainty'], string>;
