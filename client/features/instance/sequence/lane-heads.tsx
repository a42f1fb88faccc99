import { Layers } from 'lucide-react';
import type { Lane } from '../../../../shared/domain/execution/sequence-model.ts';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { laneCenter } from './arrow.tsx';
import { foldedWords, type LaneColumns } from './lane-columns.ts';
import { laneKindLooks, laneTitle } from './lane-look.ts';
import { timeWidthPx } from './sequence-row.tsx';

function LaneHead({ hub, lane }: { hub: string; lane: Lane }) {
  const { icon: Icon, word } = laneKindLooks[lane.kind];
  const title = laneTitle(lane);
  return (
    <li className="flex min-w-0 flex-1 flex-col items-center px-1 py-1 text-center">
      <span className="flex max-w-full min-w-0 items-center gap-1 font-medium">
        <Icon aria-hidden size={13} className="shrink-0 text-ink-muted" />
        <bdi className="truncate" title={title}>
          {title}
        </bdi>
      </span>
      <span className="flex max-w-full min-w-0 justify-center text-sm text-ink-faint">
        {lane.instanceId === null ? (
          lane.kind === 'outside' ? (
            'client'
          ) : (
            word
          )
        ) : (
          <InstanceLink hub={hub} instanceId={lane.instanceId} />
        )}
      </span>
    </li>
  );
}

/** Stays above the rows. */
export function LaneHeads({ hub, columns }: { hub: string; columns: LaneColumns }) {
  const { shown, folded } = columns;
  return (
    <div className="sticky top-0 z-20 flex border-b border-line-strong bg-canvas">
      <span
        className="sticky left-0 z-10 flex shrink-0 items-end bg-canvas py-1 pl-3 text-sm text-ink-muted"
        style={{ width: timeWidthPx }}
      >
        Time
      </span>
      <ul aria-label="Lanes" className="flex min-w-0 flex-1">
        {shown.map((lane) => (
          <LaneHead key={lane.id} hub={hub} lane={lane} />
        ))}
        {folded.length > 0 && (
          <li className="flex min-w-0 flex-1 flex-col items-center px-1 py-1 text-center">
            <span className="flex max-w-full items-center gap-1 font-medium">
              <Layers aria-hidden size={13} className="shrink-0 text-ink-muted" />
              <span className="truncate">{foldedWords(folded)}</span>
            </span>
            <span className="text-sm text-ink-faint">in one lane</span>
          </li>
        )}
      </ul>
    </div>
  );
}

/** One line per lane behind all rows. */
export function Lifelines({ count }: { count: number }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 right-0" style={{ left: timeWidthPx }}>
      {Array.from({ length: count }, (_, column) => (
        <span
          key={column}
          className="absolute inset-y-0 border-l border-dashed border-line-strong"
          style={{ left: laneCenter(column, count) }}
        />
      ))}
    </div>
  );
}
