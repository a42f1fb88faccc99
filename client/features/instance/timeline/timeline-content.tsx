import { useMemo } from 'react';
import type { StepState } from '../../../../shared/domain/execution/execution-model.ts';
import type { TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { TimeScale } from '../../../../shared/domain/execution/timeline-scale.ts';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { stepStateOrder } from '../step-look.ts';
import { RowDetail } from './row-detail.tsx';
import { TimelineGrid } from './timeline-grid.tsx';
import { countSteps, timelineSummary } from './timeline-summary.ts';
import { TimelineToolbar } from './timeline-toolbar.tsx';
import type { ReadChild } from './use-child-histories.ts';
import { useSelectedRow } from './use-selected-row.ts';
import { useTimelineView } from './use-timeline-view.ts';

interface TimelineContentProps extends InstanceTabProps {
  timeline: Timeline;
  scale: TimeScale;
  isRunning: boolean;
  presentMs: number | null;
  rows: readonly TimelineRow[];
  readChildren: ReadonlyMap<string, ReadChild>;
}

export function TimelineContent(props: TimelineContentProps) {
  const { hub, instance, execution, search, onSearch, timeline, scale, rows } = props;
  const nowMs = props.presentMs ?? timeline.endMs ?? timeline.lastMs ?? 0;
  const [view, setView] = useTimelineView(scale, search, onSearch);
  const selection = useSelectedRow({ timeline, rows, search, onSearch });
  const counts = useMemo(() => countSteps(timeline), [timeline]);
  const states = useMemo(
    () => new Set<StepState>(stepStateOrder.filter((state) => counts.byState[state] > 0)),
    [counts],
  );
  const isKept = search.gaps === 'kept';
  const hasGaps = isKept || scale.pieces.some(({ isCut }) => isCut);

  function toggle({ id }: TimelineRow): void {
    const before = search.unfolded ?? [];
    const after = before.includes(id) ? before.filter((one) => one !== id) : [...before, id];
    onSearch({ unfolded: after.length === 0 ? undefined : after });
  }
  const detailed = selection.settledRow;
  return (
    <>
      <TimelineToolbar
        summary={timelineSummary(timeline, counts, execution.history.isComplete)}
        states={states}
        view={view}
        onView={setView}
        areGapsCut={hasGaps ? !isKept : null}
        onGaps={(areCut) => onSearch({ gaps: areCut ? undefined : 'kept' })}
      />
      <TimelineGrid
        hub={hub}
        label={`Timeline of ${toVisibleText(instance.instanceId)}`}
        timeline={timeline}
        rows={rows}
        view={view}
        nowMs={nowMs}
        isRunning={props.isRunning}
        activePlace={selection.place}
        isShort={detailed !== null}
        onView={setView}
        onActivate={selection.select}
        onToggle={toggle}
      />
      {detailed !== null && (
        <RowDetail
          {...{ hub, instance, execution, nowMs }}
          row={detailed}
          rowId={selection.settledId ?? detailed.id}
          readChildren={props.readChildren}
          selected={search.event}
          onRow={selection.selectId}
          onEvent={(event) => onSearch({ event, row: undefined })}
          onToggle={toggle}
        />
      )}
    </>
  );
}
