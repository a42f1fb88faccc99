import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Instant } from '../../../shared/domain/instant.ts';
import { formatAbsolute } from '../../lib/format-instant.ts';
import { usePreferences } from '../../lib/preferences.ts';

interface OutcomeMarkProps {
  icon: LucideIcon;
  look: string;
  children: ReactNode;
}

export function OutcomeMark({ icon: Icon, look, children }: OutcomeMarkProps) {
  return (
    <span className={`inline-flex items-center gap-1.5 ${look}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {children}
    </span>
  );
}

export function TimeOfDay({ instant }: { instant: Instant }) {
  const { timeZone } = usePreferences();
  const [, time] = formatAbsolute(instant, timeZone).split(' ');
  return <time dateTime={instant}>{time?.slice(0, 8)}</time>;
}
