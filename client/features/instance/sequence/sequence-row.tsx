import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import type { Message, Sequence, SequenceRow } from '../../../../shared/domain/execution/sequence-model.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { classNames } from '../../../lib/class-names.ts';
import { stepTitle } from '../step-look.ts';
import { Arrow, wordsStart, type ArrowWay } from './arrow.tsx';
import { arrowLooks } from './arrow-look.ts';
import type { LaneColumns } from './lane-columns.ts';
import { shortName } from './lane-look.ts';
import { MessageTime } from './message-time.tsx';
import { messageWords, runWords, type MessageWords } from './message-words.ts';

export const rowHeightPx = 36;
export const timeWidthPx = 100;

export function rowElementId(id: string): string {
  return `sequence-row ${id}`.replaceAll(/\s/g, '_');
}

interface SequenceRowProps {
  model: ExecutionModel;
  sequence: Sequence;
  columns: LaneColumns;
  row: SequenceRow;
  /** The time of the row above. */
  before: Instant | null;
  place: number;
  isActive: boolean;
}

export function messageOf(row: SequenceRow, { messages }: Sequence): Message | undefined {
  return row.kind === 'message' ? row.message : messages[row.run.first];
}

function wordsOf({ row, model, sequence }: SequenceRowProps): MessageWords {
  return row.kind === 'message' ? messageWords(model, row.message) : runWords(model, sequence, row.run);
}

function wayOf(message: Message, { columnOf, count }: LaneColumns): ArrowWay {
  return { from: columnOf.get(message.from) ?? 0, to: columnOf.get(message.to) ?? 0, count };
}

/** Answers carry no name of their own: where a lane is shared, they need one. */
function nameIfShared({ columns, model }: SequenceRowProps, message: Message): string {
  const isAnswer = message.kind === 'result' || message.kind === 'failure';
  const step = model.steps[message.step ?? -1];
  const isShared = columns.columnOf.get(message.from) === columns.shown.length;
  return isAnswer && isShared && step !== undefined ? shortName(stepTitle(step)) : '';
}

function Words({
  words,
  name,
  way,
  message,
  row,
}: {
  words: MessageWords;
  name: string;
  way: ArrowWay;
  message: Message;
  row: SequenceRow;
}) {
  const { icon: Icon, text } = arrowLooks[message.kind];
  const Fold = row.kind === 'run' ? (row.isUnfolded ? ChevronDown : ChevronRight) : null;
  return (
    <span
      aria-hidden
      className="absolute top-0.5 right-2 flex h-5 items-center gap-1"
      style={{ left: wordsStart(way) }}
    >
      {Fold && (
        <span
          data-fold
          className="grid size-4 shrink-0 cursor-pointer place-items-center rounded-sm hover:bg-sunken"
        >
          <Fold size={14} />
        </span>
      )}
      {Icon && <Icon size={12} className={classNames('shrink-0', text)} />}
      {name !== '' && <bdi className="min-w-0 shrink-0 truncate">{name}</bdi>}
      <bdi
        className={classNames(
          'max-w-full min-w-0 shrink-0 truncate',
          text,
          row.kind === 'run' && 'font-medium',
        )}
        title={words.title}
      >
        {words.title}
      </bdi>
      {words.detail !== '' && (
        <bdi className="min-w-0 truncate text-sm text-ink-muted" title={words.detail}>
          {words.detail}
        </bdi>
      )}
    </span>
  );
}

export const SequenceRowView = memo(function SequenceRowView(props: SequenceRowProps) {
  const { row, sequence, columns, place, isActive, before } = props;
  const message = messageOf(row, sequence);
  if (message === undefined) return null;
  const words = wordsOf(props);
  const way = wayOf(message, columns);
  const isInRun = row.kind === 'message' && row.isInRun;
  return (
    <div
      id={rowElementId(row.id)}
      data-place={place}
      role="row"
      aria-level={isInRun ? 2 : 1}
      aria-rowindex={place + 1}
      aria-selected={isActive}
      aria-expanded={row.kind === 'run' ? row.isUnfolded : undefined}
      aria-label={words.spoken}
      className={classNames(
        'relative flex h-full',
        isActive
          ? 'bg-selected/70 after:pointer-events-none after:absolute after:inset-0 after:z-10 after:-outline-offset-2 after:outline-accent group-focus-visible/grid:after:outline-2'
          : 'hover:bg-hover/70',
        isInRun && 'shadow-[inset_2px_0_0_var(--line-strong)]',
      )}
    >
      <div
        role="gridcell"
        className={classNames(
          'sticky left-0 z-10 flex shrink-0 items-center pl-3',
          isActive ? 'bg-selected' : 'bg-canvas',
        )}
        style={{ width: timeWidthPx }}
      >
        <MessageTime at={message.at} before={before} />
      </div>
      <div
        role="gridcell"
        className={classNames('relative min-w-0 flex-1', message.isRewound && 'opacity-60')}
      >
        <Words words={words} name={nameIfShared(props, message)} way={way} message={message} row={row} />
        <Arrow kind={message.kind} way={way} />
        <span className="sr-only">{words.spoken}</span>
      </div>
    </div>
  );
});
