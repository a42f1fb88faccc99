import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import {
  adviseOnSize,
  alarmingSize,
  shareOfAlarming,
  sizeGrowth,
  type SizeAdvice,
} from '../../../../shared/domain/execution/size-advice.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { useNow } from '../../../lib/use-now.ts';
import { ShareTable } from './share-table.tsx';

function Growth({ model }: { model: ExecutionModel }) {
  const growth = sizeGrowth(model, msToInstant(useNow(60_000)));
  if (growth === null) return null;
  const { perDay, overMs, alarmingInMs } = growth;
  return (
    <p className="text-sm text-ink-muted">
      Grows by {plural(Math.round(perDay.rows), 'row')} and {formatBytes(Math.round(perDay.payloadBytes))} a
      day, measured over {formatDuration(Math.round(overMs / 60_000) * 60_000)}.
      {alarmingInMs !== null && ` At this rate it becomes slow to read in ${formatDuration(alarmingInMs)}.`}
    </p>
  );
}

function Advice({ advice, level }: SizeAdvice) {
  if (advice.length === 0) return null;
  return (
    <ul aria-label="Advice" className="flex flex-col gap-1 rounded-md bg-warning-soft px-3 py-1.5">
      {advice.map((words) => (
        <li key={words} className="flex items-start gap-2">
          <TriangleAlert
            aria-hidden
            size={14}
            className={`mt-0.5 shrink-0 ${level === 'alarming' ? 'text-failed' : 'text-warning'}`}
          />
          {words}
        </li>
      ))}
    </ul>
  );
}

/** Shorter ones need no words. */
const leastWordyRows = 500;

/** What the history weighs, and what to do when that is too much. */
export function SizeSection({ model, isComplete }: { model: ExecutionModel; isComplete: boolean }) {
  const { sizes } = model;
  const { rows, payloadBytes, unknownSizes } = sizes;
  const advice = useMemo(() => adviseOnSize(model), [model]);
  if (rows === 0) return null;
  return (
    <section aria-labelledby="sizes" className="flex min-w-0 flex-col gap-1.5">
      <h2 id="sizes" className="font-semibold">
        Size of the history{!isComplete && ' so far'}
      </h2>
      <ProgressBar
        label="Size on the way to what is slow to read"
        value={Math.round(shareOfAlarming(sizes) * 100)}
        max={100}
        text={`${plural(rows, 'row')}, ${formatBytes(payloadBytes)} of payloads${unknownSizes === 0 ? '' : ` and ${plural(unknownSizes, 'payload')} of unknown size`}`}
      />
      {rows >= leastWordyRows && (
        <p className="text-sm text-ink-muted">
          A worker that does not have it in memory reads all of it ({plural(advice.reads, 'request')}) and
          runs through the code from the start at every turn. The engine sets no limit; from about{' '}
          {formatCount(alarmingSize.rows)} rows or {formatBytes(alarmingSize.payloadBytes)} on this takes
          long.
        </p>
      )}
      <Growth model={model} />
      <Advice {...advice} />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(340px,1fr))] gap-x-6 gap-y-2">
        <ShareTable title="Size by function" shares={sizes.byFunction} whatOf="Function" />
        <ShareTable title="Size by event type" shares={sizes.byEventType} whatOf="Event type" />
      </div>
    </section>
  );
}
