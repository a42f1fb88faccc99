import { msToInstant, type Instant } from '../../../shared/domain/instant.ts';
import { formatAbsolute, formatOffset, formatRelative } from '../../lib/format-instant.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useNow } from '../../lib/use-now.ts';
import { fromWallText, toWallText } from '../../lib/wall-time.ts';
import { Segmented } from '../segmented.tsx';
import { fieldBox, FormField } from './form-field.tsx';

interface DueFieldProps {
  /** What happens then, such as “Start”. */
  label: string;
  isScheduled: boolean;
  dueAt: Instant | null;
  problem: string | undefined;
  onChange: (change: { isScheduled?: boolean; dueAt?: Instant | null }) => void;
}

const choices = [
  { value: 'now', label: 'At once' },
  { value: 'later', label: 'Later' },
] as const;

const maxAheadMs = 7 * 86_400_000;

/** At once, or at a time of the reader's zone, which is named. */
export function DueField({ label, isScheduled, dueAt, problem, onChange }: DueFieldProps) {
  const { timeZone } = usePreferences();
  const nowMs = useNow();
  const now = msToInstant(nowMs);
  const zone = timeZone === 'UTC' ? 'UTC' : `${timeZone} (${formatOffset(dueAt ?? now, timeZone)})`;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <div className="flex items-center gap-2">
        <span className="font-medium">{label}</span>
        <Segmented
          label={label}
          segments={choices}
          value={isScheduled ? 'later' : 'now'}
          onChange={(choice) => onChange({ isScheduled: choice === 'later' })}
        />
      </div>
      {isScheduled && (
        <div className="w-full max-w-96">
          <FormField label="Date and time" hint={`in ${zone}, at most seven days ahead`} problem={problem}>
            {(ids) => (
              <input
                {...ids}
                type="datetime-local"
                step={1}
                autoComplete="off"
                min={toWallText(now, timeZone)}
                max={toWallText(msToInstant(nowMs + maxAheadMs), timeZone)}
                // Half a date is no value: the browser keeps it while it is typed.
                defaultValue={dueAt === null ? '' : toWallText(dueAt, timeZone)}
                onChange={(event) => onChange({ dueAt: fromWallText(event.target.value, timeZone) })}
                className={`${fieldBox} h-7`}
              />
            )}
          </FormField>
          {dueAt !== null && problem === undefined && (
            <p className="text-sm text-ink-muted">
              {formatRelative(dueAt, nowMs)}: {formatAbsolute(dueAt, 'UTC')}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
