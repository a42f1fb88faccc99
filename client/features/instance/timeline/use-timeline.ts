import { useMemo, useState } from 'react';
import { frameOf } from '../../../../shared/domain/execution/timeline-frame.ts';
import { timelineRows } from '../../../../shared/domain/execution/timeline-rows.ts';
import { readTimeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { waitsOf } from '../../../../shared/domain/execution/waits-of.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { useNow } from '../../../lib/use-now.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { useChildHistories } from './use-child-histories.ts';
import { waitingRow } from './waiting-row.ts';

const none: readonly string[] = [];

/** Everything the timeline is drawn from, computed from the model, the address and the clock. */
export function useTimeline({ hub, instance, execution, search }: InstanceTabProps) {
  const { model } = execution;
  const isRunning = model.end === null && !isTerminal(instance.runtimeStatus);
  const tickMs = useNow(isRunning ? 1_000 : 60_000);
  const timeline = useMemo(() => readTimeline(model), [model]);
  const presentMs = isRunning ? Math.max(tickMs, timeline.lastMs ?? tickMs) : null;
  const isCut = search.gaps !== 'kept';
  const scale = useMemo(() => frameOf(timeline, { nowMs: presentMs, isCut }), [timeline, presentMs, isCut]);

  // Which children are wanted shows only when the rows are made of what is there already.
  const [wanted, setWanted] = useState<readonly string[]>(none);
  const children = useChildHistories(hub, wanted);
  const { instanceId } = instance;
  const waits = useMemo(() => waitsOf(model, waitingRow(instance)), [model, instance]);
  const unfolded = search.unfolded ?? none;
  const made = useMemo(
    () =>
      timelineRows({
        instanceId,
        timeline,
        waits,
        unfolded: new Set(unfolded),
        children: children.histories,
      }),
    [instanceId, timeline, waits, unfolded, children.histories],
  );
  if (made.children.join('\n') !== wanted.join('\n')) setWanted(made.children);

  return { timeline, scale, isRunning, presentMs, rows: made.rows, wanted, readChildren: children.read };
}
