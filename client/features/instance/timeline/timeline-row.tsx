import { ChevronDown, ChevronRight, Hourglass, Waypoints } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { classNames } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format-count.ts';
import { splitForMiddle } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks, stepStateOrder } from '../step-look.ts';
import { ExecutionBars, FanOutBars, StepBars, WaitBars } from './row-bars.tsx';
import { fanOutName, noteWords, rowName, rowTarget, rowWords, shortLength, waitTitle } from './row-words.ts';

export const rowHeightPx = 28;
export const foldedHeightPx = 46;

/** Names on the left, times on the right; head and rows share it. */
export const rowColumns = 'grid grid-cols-[clamp(180px,28%,340px)_minmax(0,1fr)]';
/** Where time is drawn: a little off the edges, the same in head and rows. */
export const chartBox = 'absolute inset-y-0 left-2 right-4';

export function rowElementId(id: string): string {
  return `timeline-row ${id}`.replaceAll(/\s/g, '_');
}

interface TimelineRowProps {
  row: TimelineRow;
  place: number;
  view: TimelineView;
  nowMs: number;
  isActive: boolean;
}

function FoldSign({ isUnfolded }: { isUnfolded: boolean | null }) {
  if (isUnfolded === null) return <span className="w-4 shrink-0" />;
  const Icon = isUnfolded ? ChevronDown : ChevronRight;
  return (
    <span
      data-fold
      className="grid size-4 shrink-0 cursor-pointer place-items-center rounded-sm hover:bg-sunken"
    >
      <Icon aria-hidden size={14} />
    </span>
  );
}

/** Ids of siblings differ in their last characters. */
const tailChars = 7;

function Target({ text }: { text: string }) {
  const { head, tail } = splitForMiddle(text, tailChars);
  return (
    <bdi
      title={text}
      className="flex min-w-0 flex-1 overflow-hidden font-mono text-xs whitespace-pre text-ink-faint max-sm:hidden"
    >
      <span className="truncate">{head}</span>
      {tail}
    </bdi>
  );
}

interface NameProps {
  name: string;
  /** Tells those of the same name apart. */
  target?: string;
  icon: ReactNode;
  /** At the right edge. */
  tail?: ReactNode;
}

function Name({ name, target = '', icon, tail }: NameProps) {
  return (
    <>
      {icon}
      <bdi className="min-w-0 truncate" title={name}>
        {name}
      </bdi>
      {target !== '' && <Target text={target} />}
      <span className="ml-auto flex shrink-0 items-center gap-1 pl-1 text-sm text-ink-muted">{tail}</span>
    </>
  );
}

function StateSign({ state }: { state: keyof typeof stepStateLooks }) {
  const { icon: Icon, text, word } = stepStateLooks[state];
  return (
    <span title={word} className={classNames('shrink-0', text)}>
      <Icon aria-hidden size={13} />
    </span>
  );
}

function RowName({ row, nowMs }: Pick<TimelineRowProps, 'row' | 'nowMs'>) {
  if (row.kind === 'note') return <span className="truncate text-ink-muted">{noteWords[row.note]}</span>;
  if (row.kind === 'wait')
    return (
      <Name
        name={waitTitle(row.wait)}
        icon={<Hourglass aria-hidden size={14} className="shrink-0 text-ink-muted" />}
        tail={
          <>
            {row.wait.isInferred && <span title="Concluded: nothing else is under way">~</span>}
            <StateSign state="open" />
          </>
        }
      />
    );
  if (row.kind === 'execution')
    return (
      <Name
        name="Orchestrator"
        icon={<Waypoints aria-hidden size={14} className="shrink-0 text-ink-muted" />}
        tail={plural(row.timeline.turns.length, 'turn')}
      />
    );
  const { kind } = row.kind === 'step' ? row.step : row.fanOut;
  const KindIcon = stepKindLooks[kind].icon;
  const icon = <KindIcon aria-hidden size={14} className="shrink-0 text-ink-muted" />;
  if (row.kind === 'fan-out') {
    const states = stepStateOrder.filter((state) => row.fanOut.counts[state] > 0);
    return (
      <Name
        name={fanOutName(row.fanOut)}
        icon={icon}
        tail={states.map((state) => (
          <StateSign key={state} state={state} />
        ))}
      />
    );
  }
  const { step } = row;
  const times = row.timeline.times[row.index];
  return (
    <Name
      name={rowName(step)}
      target={rowTarget(step)}
      icon={icon}
      tail={
        <>
          {step.attempts.length > 1 && <span title="Attempts">{step.attempts.length}×</span>}
          {times !== undefined && shortLength(step, times, nowMs)}
          {step.inferred.length > 0 && <span title={`Concluded: ${step.inferred.join(' ')}`}>~</span>}
          <StateSign state={step.state} />
        </>
      }
    />
  );
}

function RowBars({ row, ...rest }: Pick<TimelineRowProps, 'row' | 'view' | 'nowMs'>) {
  switch (row.kind) {
    case 'execution':
      return <ExecutionBars row={row} {...rest} />;
    case 'fan-out':
      return <FanOutBars row={row} {...rest} />;
    case 'step':
      return <StepBars row={row} {...rest} />;
    case 'wait':
      return <WaitBars row={row} {...rest} />;
    case 'note':
      return null;
  }
}

export const TimelineRowView = memo(function TimelineRowView(props: TimelineRowProps) {
  const { row, place, view, nowMs, isActive } = props;
  return (
    <div
      id={rowElementId(row.id)}
      data-place={place}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={place + 1}
      aria-selected={isActive}
      aria-expanded={row.isUnfolded ?? undefined}
      aria-label={rowWords(row, nowMs)}
      className={classNames(
        rowColumns,
        'h-full border-b border-line',
        isActive
          ? 'bg-selected group-focus-visible/grid:outline-2 -outline-offset-2 outline-accent'
          : 'hover:bg-hover',
      )}
    >
      <div
        role="gridcell"
        className="flex min-w-0 items-center gap-1 pr-2 pl-1"
        style={{ paddingLeft: 4 + Math.min(row.depth, maxIndents) * 14 }}
      >
        <FoldSign isUnfolded={row.isUnfolded} />
        <RowName row={row} nowMs={nowMs} />
      </div>
      <div role="gridcell" data-chart className="relative min-w-0 overflow-hidden border-l border-line">
        <div aria-hidden className={chartBox}>
          <RowBars row={row} view={view} nowMs={nowMs} />
        </div>
      </div>
    </div>
  );
});

/** Deeper ones would leave no room for their name. */
const maxIndents = 8;
