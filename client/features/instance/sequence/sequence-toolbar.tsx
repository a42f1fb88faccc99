import { Legend } from '../../../components/charts/legend.tsx';
import type { MessageKind } from '../../../../shared/domain/execution/sequence-model.ts';
import { arrowLooks, legendKinds } from './arrow-look.ts';
import { CopyMermaid } from './copy-mermaid.tsx';
import { LaneChooser } from './lane-chooser.tsx';
import type { LaneColumns } from './lane-columns.ts';
import type { Lane } from '../../../../shared/domain/execution/sequence-model.ts';

interface SequenceToolbarProps {
  /** In words, of everything drawn. */
  summary: string;
  kinds: ReadonlyMap<MessageKind, number>;
  lanes: readonly Lane[];
  columns: LaneColumns;
  areLanesChosen: boolean;
  onLanes: (laneIds: readonly string[] | undefined) => void;
  /** Messages on the screen, folded ones as one. */
  shownMessages: number;
  makeMermaid: () => string;
}

export function SequenceToolbar({ summary, kinds, lanes, columns, ...props }: SequenceToolbarProps) {
  const entries = legendKinds
    .filter((entry) => entry.kinds.some((kind) => kinds.has(kind)))
    .map(({ kinds: [kind], ...entry }) => ({ key: kind, color: arrowLooks[kind].color, ...entry }));
  return (
    <div className="flex flex-col gap-1.5 px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto min-w-0 text-ink-muted">
          {summary}
        </p>
        <CopyMermaid shownMessages={props.shownMessages} makeText={props.makeMermaid} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {(columns.folded.length > 0 || props.areLanesChosen) && (
          <LaneChooser
            lanes={lanes}
            columns={columns}
            isChosen={props.areLanesChosen}
            onChoose={props.onLanes}
          />
        )}
        <Legend entries={entries} />
      </div>
    </div>
  );
}
