import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import { ChevronDown, ChevronRight, History, TriangleAlert } from 'lucide-react';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { ByteSizeText } from '../../../components/byte-size-text.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { EventTime } from './event-time.tsx';
import { eventTypeLook } from './event-type-look.ts';
import type { HistoryRow } from './history-rows.ts';

interface HistoryRowActions {
  readonly onToggle: (rowKey: string) => void;
  readonly onShow: (rowKey: string) => void;
  /** The row under the pointer or with the focus, whose partner is to be seen. */
  readonly onPoint: (rowKey: string | null) => void;
}

interface HistoryRowViewProps extends HistoryRowActions {
  hub: string;
  row: HistoryRow;
  /** Time of the row above. */
  before: Instant | null;
  isOpen: boolean;
  isPartner: boolean;
}

const cell = 'truncate px-2 py-1.5 align-top';

/** Events of one turn are microseconds apart. */
function formatDelta(deltaMs: number): string {
  const sizeMs = Math.abs(deltaMs);
  const size = sizeMs < 1 ? `${Math.round(sizeMs * 1000)} µs` : formatDuration(sizeMs);
  return `${deltaMs < 0 ? '−' : '+'}${size}`;
}

function PayloadSize({ row }: { row: HistoryRow }) {
  const infos = Object.values(row.event.payloads);
  if (infos.length === 0) return null;
  if (infos.some((info) => info.problem !== null)) return <span className="text-warning">unreadable</span>;
  const isUnmeasured = ({ sizeBytes: size, storedBytes }: PayloadInfo) =>
    size === null && storedBytes === null;
  if (infos.some(isUnmeasured)) return 'in a blob';
  const sizeBytes = infos.reduce((sum, info) => sum + (info.sizeBytes ?? info.storedBytes ?? 0), 0);
  if (infos.every((info) => info.location === 'inline')) return <ByteSizeText sizeBytes={sizeBytes} />;
  return (
    <span title="Compressed, in a blob">
      <ByteSizeText sizeBytes={sizeBytes} /> gz
    </span>
  );
}

function RowIds({ row, onShow }: { row: HistoryRow; onShow: (rowKey: string) => void }) {
  const { eventId, taskScheduledId, timerId } = row.event;
  const completes = taskScheduledId ?? timerId;
  const [partner] = row.partners;
  const own = eventId !== null && eventId >= 0 ? `#${eventId}` : null;
  const text = completes === null ? own : `of #${completes}`;
  if (text === null) return null;
  if (partner === undefined) return <span title="Nothing in the history belongs to it">{text}</span>;
  return (
    <button
      type="button"
      title={completes === null ? 'Show what came of it' : 'Show what scheduled it'}
      onClick={() => onShow(partner)}
      className="rounded-sm text-accent hover:underline"
    >
      {text}
    </button>
  );
}

function RowDetails({ hub, row }: { hub: string; row: HistoryRow }) {
  const { event } = row;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {row.problems[0] !== undefined && (
        <span
          className="inline-flex max-w-full shrink-0 items-center gap-1 truncate text-warning"
          title={row.problems.join(' ')}
        >
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          <span className="truncate">{toVisibleText(row.problems[0])}</span>
        </span>
      )}
      {event.isLeftover && (
        <span
          className="inline-flex shrink-0 items-center gap-1 text-ink-muted"
          title="The row was written by an earlier execution of this id and not overwritten since"
        >
          <History aria-hidden size={14} />
          earlier execution
        </span>
      )}
      {event.rewoundType !== null && <span className="shrink-0 text-ink-muted">rewound</span>}
      {event.orchestrationStatus !== null && <span className="shrink-0">{event.orchestrationStatus}</span>}
      {event.fireAt !== null && (
        <span className="shrink-0">
          fires at <InstantText instant={event.fireAt} as="full" />
        </span>
      )}
      {event.instanceId !== null && <InstanceLink hub={hub} instanceId={event.instanceId} />}
      {row.detail !== null && (
        <bdi className="min-w-0 truncate font-mono text-sm leading-5 text-ink-muted">
          {toVisibleText(row.detail)}
        </bdi>
      )}
      <span className="ml-auto shrink-0 text-sm text-ink-faint">
        <PayloadSize row={row} />
      </span>
    </span>
  );
}

export function HistoryRowView({ hub, row, before, isOpen, isPartner, ...actions }: HistoryRowViewProps) {
  const { event } = row;
  const { icon: Icon, text } = eventTypeLook(event);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const shownType = event.rewoundType ?? event.eventType;
  return (
    <tr
      onMouseEnter={() => actions.onPoint(event.rowKey)}
      onMouseLeave={() => actions.onPoint(null)}
      className={classNames(
        'border-t border-line',
        isOpen ? 'bg-selected' : isPartner ? 'bg-selected/60' : 'hover:bg-hover',
        event.isLeftover && 'bg-sunken text-ink-muted',
      )}
    >
      <td className={classNames(cell, 'text-right text-ink-faint')}>
        {event.ordinal ?? <span title="The row key is not a number">{event.rowKey}</span>}
      </td>
      <td className={cell}>
        <EventTime instant={event.timestamp} before={before} />
      </td>
      <td className={classNames(cell, 'text-right text-ink-muted')}>
        {row.deltaMs !== null && formatDelta(row.deltaMs)}
      </td>
      <td className={cell}>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => actions.onToggle(event.rowKey)}
          onFocus={() => actions.onPoint(event.rowKey)}
          onBlur={() => actions.onPoint(null)}
          className={classNames('flex max-w-full items-center gap-1.5 rounded-sm text-left', text)}
        >
          <Chevron aria-hidden size={12} className="shrink-0 text-ink-faint" />
          <Icon aria-hidden size={14} className="shrink-0" />
          <span className={classNames('truncate', row.isRewound && 'line-through')}>
            {toVisibleText(shownType)}
          </span>
          {!event.isKnownType && <span className="shrink-0 text-sm">unknown type</span>}
        </button>
      </td>
      <td className={cell}>{row.name !== null && <bdi title={row.name}>{toVisibleText(row.name)}</bdi>}</td>
      <td className={cell}>
        <RowIds row={row} onShow={actions.onShow} />
      </td>
      <td className={cell}>
        <RowDetails hub={hub} row={row} />
      </td>
    </tr>
  );
}
