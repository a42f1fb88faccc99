import type { Attempt } from '../../../shared/domain/execution/execution-model.ts';
import { DurationText } from '../../components/duration-text.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { stepStateLooks } from './step-look.ts';

interface AttemptProps {
  selected: string | undefined;
  onSelect: (rowKey: string) => void;
}

const cell = 'px-2 py-1 text-left align-top';

function AttemptRow({ attempt, selected, onSelect }: AttemptProps & { attempt: Attempt }) {
  const { number, delayMs, scheduledAt, finishedAt, state, failure } = attempt;
  const { icon: Icon, text, word } = stepStateLooks[state];
  const rowKey = attempt.finishedKey ?? attempt.scheduledKey;
  const isOver = finishedAt !== null || state === 'open';
  const isSelected = selected !== undefined && [attempt.finishedKey, attempt.scheduledKey].includes(selected);
  return (
    <tr className={isSelected ? 'bg-selected' : undefined}>
      <th scope="row" className={`${cell} font-normal`}>
        {rowKey === null ? (
          number
        ) : (
          <button
            type="button"
            aria-label={`Select attempt ${number}`}
            aria-pressed={isSelected}
            className="rounded-sm text-accent underline-offset-2 hover:underline"
            onClick={() => onSelect(rowKey)}
          >
            {number}
          </button>
        )}
      </th>
      <td className={cell}>{delayMs === null ? <Unknown why="No delay" /> : formatDuration(delayMs)}</td>
      <td className={cell}>
        <InstantText instant={scheduledAt} as="compact" missing="The event that schedules it is missing" />
      </td>
      <td className={cell}>
        {isOver ? <DurationText from={scheduledAt} to={finishedAt} /> : <Unknown why={word} />}
      </td>
      <td className={cell}>
        <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${text}`}>
          <Icon aria-hidden size={14} className="shrink-0" />
          {word}
        </span>
        {failure !== null && (
          <bdi className="block max-h-10 overflow-hidden wrap-anywhere">
            {toVisibleText((failure.message ?? failure.errorType ?? '').slice(0, maxMessageChars))}
          </bdi>
        )}
      </td>
    </tr>
  );
}

/** The whole message stands with the failure. */
const maxMessageChars = 300;

/** The tries of a retried step, with the delays between them. */
export function StepAttempts({ attempts, ...rest }: AttemptProps & { attempts: readonly Attempt[] }) {
  return (
    <div className="max-h-60 overflow-auto" tabIndex={0} role="group" aria-label="Attempts">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="text-ink-muted">
            {['Attempt', 'Delay', 'Scheduled', 'Took', 'State'].map((label) => (
              <th key={label} scope="col" className={`${cell} font-medium`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <AttemptRow key={attempt.number} attempt={attempt} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
