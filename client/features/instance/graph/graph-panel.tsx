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

/** The details of the selected step, beside the graph, or over it where there is no room. */
export function GraphPanel({ hub, shown, selected, onSelect, onClose }: GraphPanelProps) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
  }
  return (
    <aside
      aria-label="Selected step"
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 right-0 z-20 w-96 max-w-[85%] overflow-auto border-l border-line-strong bg-canvas lg:static lg:shrink-0"
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
