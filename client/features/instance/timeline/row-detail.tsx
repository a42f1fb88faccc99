import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import { pathOfRow, type TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { ExecutionSoFar, InstanceTabProps } from '../instance-tab.ts';
import { StepDetail } from '../step-detail.tsx';
import { ExecutionDetail } from './execution-detail.tsx';
import { FanOutDetail } from './fan-out-detail.tsx';
import type { ReadChild } from './use-child-histories.ts';

interface RowDetailProps extends Pick<InstanceTabProps, 'hub' | 'instance' | 'execution' | 'selected'> {
  row: TimelineRow;
  /** Id that was asked for: of the row, or of a step that it holds folded. */
  rowId: string;
  readChildren: ReadonlyMap<string, ReadChild>;
  nowMs: number;
  onRow: (rowId: string | null) => void;
  onEvent: (rowKey: string) => void;
  onToggle: (row: TimelineRow) => void;
}

function stepOf(row: TimelineRow, rowId: string): Step | null {
  if (row.kind === 'step') return row.step;
  if (row.kind !== 'fan-out' || row.id === rowId) return null;
  const { model } = row.timeline;
  return model.steps[model.stepOfRow.get(rowId.slice(pathOfRow(row).length)) ?? -1] ?? null;
}

function executionOf({ row, instance, execution, readChildren }: RowDetailProps): ExecutionSoFar | null {
  if (row.instanceId === instance.instanceId) return execution;
  return readChildren.get(row.instanceId)?.execution ?? null;
}

/** What is known of the selected row. */
export function RowDetail(props: RowDetailProps) {
  const { hub, row, rowId, instance, selected, nowMs, onRow } = props;
  const step = stepOf(row, rowId);
  const execution = executionOf(props);
  const isForeign = row.instanceId !== instance.instanceId;
  if (step !== null && execution !== null)
    return (
      <StepDetail
        hub={hub}
        instance={{ instanceId: row.instanceId }}
        execution={execution}
        step={step}
        selected={isForeign ? undefined : selected}
        isForeign={isForeign}
        onSelect={(rowKey) => {
          if (rowKey === undefined) onRow(null);
          else if (!isForeign) props.onEvent(rowKey);
        }}
      />
    );
  if (row.kind === 'execution')
    return <ExecutionDetail timeline={row.timeline} onClose={() => onRow(null)} />;
  if (row.kind !== 'fan-out') return null;
  return (
    <FanOutDetail
      row={row}
      nowMs={nowMs}
      onStep={(chosen) => onRow(chosen === undefined ? null : `${pathOfRow(row)}${chosen.id}`)}
      onUnfold={() => props.onToggle(row)}
    />
  );
}
