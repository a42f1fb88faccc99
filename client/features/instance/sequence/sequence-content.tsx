import { useMemo, useRef } from 'react';
import type { Sequence, SequenceRow } from '../../../../shared/domain/execution/sequence-model.ts';
import { sequenceRows } from '../../../../shared/domain/execution/sequence-runs.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { laneColumns } from './lane-columns.ts';
import { mermaidText } from './mermaid-text.ts';
import { detailedMessage, SequenceDetail } from './sequence-detail.tsx';
import { SequenceGrid } from './sequence-grid.tsx';
import { countKinds, sequenceSummary } from './sequence-summary.ts';
import { SequenceToolbar } from './sequence-toolbar.tsx';
import { useSelectedMessage } from './use-selected-message.ts';

export function SequenceContent({ sequence, ...props }: InstanceTabProps & { sequence: Sequence }) {
  const { hub, instance, execution, search, onSearch } = props;
  const { model, history } = execution;
  const details = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => sequenceRows(sequence, new Set(search.unfolded)), [sequence, search.unfolded]);
  const columns = useMemo(() => laneColumns(sequence.lanes, search.lanes), [sequence.lanes, search.lanes]);
  const kinds = useMemo(() => countKinds(sequence), [sequence]);
  const summary = useMemo(
    () => sequenceSummary(sequence, kinds, model, history.isComplete),
    [sequence, kinds, model, history.isComplete],
  );
  const selection = useSelectedMessage({ sequence, rows, search, onSearch });
  const detailed = detailedMessage(rows[selection.place], props.selected);

  function toggle({ id }: SequenceRow): void {
    const before = search.unfolded ?? [];
    const after = before.includes(id) ? before.filter((one) => one !== id) : [...before, id];
    onSearch({ unfolded: after.length === 0 ? undefined : after });
  }
  return (
    <>
      <SequenceToolbar
        summary={summary}
        kinds={kinds}
        lanes={sequence.lanes}
        columns={columns}
        areLanesChosen={search.lanes !== undefined}
        onLanes={(lanes) => onSearch({ lanes: lanes && [...lanes] })}
        shownMessages={rows.filter((row) => row.kind === 'message' || !row.isUnfolded).length}
        makeMermaid={() => mermaidText({ model, sequence, columns, rows })}
      />
      <SequenceGrid
        hub={hub}
        label={`Sequence of ${toVisibleText(instance.instanceId)}`}
        model={model}
        sequence={sequence}
        columns={columns}
        rows={rows}
        activePlace={selection.place}
        isShort={detailed !== null}
        onActivate={selection.select}
        onToggle={toggle}
        onEnter={() => details.current?.focus()}
      />
      {detailed !== null && (
        <div ref={details} tabIndex={-1} className="outline-none">
          <SequenceDetail {...props} message={detailed} />
        </div>
      )}
    </>
  );
}
