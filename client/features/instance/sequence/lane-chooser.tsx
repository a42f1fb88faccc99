import { Button } from '../../../components/button.tsx';
import { Popover } from '../../../components/popover.tsx';
import type { Lane } from '../../../../shared/domain/execution/sequence-model.ts';
import { isAlwaysShown, type LaneColumns } from './lane-columns.ts';
import { laneKindLooks, laneTitle } from './lane-look.ts';

interface LaneChooserProps {
  lanes: readonly Lane[];
  columns: LaneColumns;
  isChosen: boolean;
  /** `undefined` = back to the first ones. */
  onChoose: (laneIds: readonly string[] | undefined) => void;
}

/** A longer list would be slow to read and to draw. */
const maxListed = 200;

export function LaneChooser({ lanes, columns, isChosen, onChoose }: LaneChooserProps) {
  const choices = lanes.filter((lane) => !isAlwaysShown(lane));
  const shown = choices.filter((lane) => columns.shown.includes(lane));
  function toggle(lane: Lane): void {
    const isShown = shown.includes(lane);
    const ids = choices.filter((one) => (one === lane ? !isShown : shown.includes(one))).map(({ id }) => id);
    // An empty choice needs an entry to be told from none.
    onChoose(ids.length === 0 ? ['orchestrator'] : ids);
  }
  return (
    <Popover label={`Lanes: ${columns.shown.length} of ${lanes.length}`}>
      <div className="flex max-h-80 flex-col gap-1 overflow-auto p-3">
        <p className="text-sm text-ink-muted">Lanes that are not chosen share one.</p>
        {choices.slice(0, maxListed).map((lane) => (
          <label key={lane.id} className="flex min-w-0 cursor-pointer items-center gap-2">
            <input type="checkbox" checked={shown.includes(lane)} onChange={() => toggle(lane)} />
            <bdi className="truncate">{laneTitle(lane)}</bdi>
            <span className="ml-auto text-sm text-ink-faint">{laneKindLooks[lane.kind].word}</span>
          </label>
        ))}
        {choices.length > maxListed && (
          <p className="text-sm text-ink-muted">{choices.length - maxListed} more are not listed.</p>
        )}
        {isChosen && (
          <Button className="self-start" onClick={() => onChoose(undefined)}>
            The first ones
          </Button>
        )}
      </div>
    </Popover>
  );
}
