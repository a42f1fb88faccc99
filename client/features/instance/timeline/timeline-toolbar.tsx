import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { StepState } from '../../../../shared/domain/execution/execution-model.ts';
import {
  viewOf,
  windowOf,
  zoomView,
  type TimelineView,
} from '../../../../shared/domain/execution/timeline-view.ts';
import { Button } from '../../../components/button.tsx';
import { Legend } from '../../../components/charts/legend.tsx';
import { stepStateLooks, stepStateOrder } from '../step-look.ts';

interface TimelineToolbarProps {
  /** In words, of everything drawn. */
  summary: string;
  states: ReadonlySet<StepState>;
  view: TimelineView;
  onView: (view: TimelineView) => void;
  /** `null` = there are none to cut out. */
  areGapsCut: boolean | null;
  onGaps: (areCut: boolean) => void;
}

/** What the shapes mean that no state explains. */
function shapeWords(states: ReadonlySet<StepState>): string {
  const open = states.has('open') ? 'Pale stripes: open up to now. ' : '';
  return `${open}Thin bar: a timer up to when it is due. Dots: delay before the next attempt.`;
}

export function TimelineToolbar({ summary, states, view, onView, ...gaps }: TimelineToolbarProps) {
  const isWhole = windowOf(view) === null;
  return (
    <div className="flex flex-col gap-1.5 px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto min-w-0 text-ink-muted">
          {summary}
        </p>
        {gaps.areGapsCut !== null && (
          <Button onClick={() => gaps.onGaps(gaps.areGapsCut !== true)}>
            {gaps.areGapsCut ? 'Show idle gaps' : 'Cut idle gaps'}
          </Button>
        )}
        <span role="group" aria-label="Zoom" className="flex gap-1">
          <Button
            icon={ZoomOut}
            aria-label="Show more time"
            disabled={isWhole}
            onClick={() => onView(zoomView(view, 2))}
          />
          <Button icon={ZoomIn} aria-label="Show less time" onClick={() => onView(zoomView(view, 0.5))} />
          <Button
            icon={Maximize}
            aria-label="Show the whole run"
            disabled={isWhole}
            onClick={() => onView(viewOf(view.scale, null))}
          />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Legend
          entries={stepStateOrder
            .filter((state) => states.has(state))
            .map((state) => {
              const { word, color, icon } = stepStateLooks[state];
              return { key: state, label: word, color, icon };
            })}
        />
        <p className="text-sm text-ink-muted">{shapeWords(states)}</p>
      </div>
    </div>
  );
}
