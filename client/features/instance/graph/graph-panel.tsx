import type { KeyboardEvent } from 'react';
import { StepDetail } from '../step-detail.tsx';
import type { ShownStep } from './use-selection.ts';

interface GraphPanelProps {
  hub: string;
  shown: ShownStep;
  selected: string | undefined;
  onSelect: (rowKey: string | undefined) => void;
  onClose: () => void;
}

/** The details of the selected step, beside the graph, or below it where there is no room. */
export function GraphPanel({ hub, shown, selected, onSelect, onClose }: GraphPanelProps) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
  }
  return (
    <aside
      aria-label="Selected step"
      onKeyDown={onKeyDown}
      className="h-1/2 shrink-0 overflow-auto border-t border-line-strong lg:h-auto lg:w-96 lg:border-t-0 lg:border-l"
    >
      <StepDetail
        hub={hub}
        instance={shown}
        execution={shown.execution}
        step={shown.step}
        selected={shown.isForeign ? undefined : selected}
        isForeign={shown.isForeign}
        onSelect={(rowKey) => {
          if (rowKey === undefined) onClose();
          else if (!shown.isForeign) onSelect(rowKey);
        }}
      />
    </aside>
  );
}
