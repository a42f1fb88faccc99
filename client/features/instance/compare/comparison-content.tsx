import { ArrowDownToLine } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { compareExecutions } from '../../../../shared/domain/execution/alignment.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { ComparisonGrid } from './comparison-grid.tsx';
import { comparisonSummary } from './comparison-words.ts';
import { PairDetail } from './pair-detail.tsx';
import { RunFacts, type ComparedRun } from './run-facts.tsx';
import { useComparedRow } from './use-compared-row.ts';

interface ComparisonContentProps extends InstanceTabProps {
  there: ComparedRun;
}

/** Two runs side by side; “here” is the one of the page. */
export function ComparisonContent({ there, ...props }: ComparisonContentProps) {
  const { hub, instance, execution, search, onSearch } = props;
  const { model } = execution;
  const details = useRef<HTMLDivElement>(null);
  const comparison = useMemo(
    () => compareExecutions(model, there.execution.model),
    [model, there.execution.model],
  );
  const isComplete = execution.history.isComplete && there.execution.history.isComplete;
  const summary = useMemo(() => comparisonSummary(comparison, isComplete), [comparison, isComplete]);
  const selection = useComparedRow({ model, comparison, search, onSearch });
  const { rows, firstDifference } = comparison;
  const detailed = selection.isSettled ? rows[selection.place] : undefined;
  const areOthers = instance.name !== there.instance.name;
  return (
    <>
      <RunFacts hub={hub} here={props} there={there} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <p role="status" className="min-w-0 flex-1">
          {areOthers && 'These are runs of different orchestrators. '}
          {rows.length === 0 && isComplete ? 'Neither has a step.' : summary}
        </p>
        <Button
          icon={ArrowDownToLine}
          disabled={firstDifference === null}
          onClick={() => selection.select(rows[firstDifference ?? -1] ?? null)}
        >
          {firstDifference === null ? 'No step differs' : 'First difference'}
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No steps to compare">
          Steps stand here as soon as one of the two asks for something.
        </EmptyState>
      ) : (
        <ComparisonGrid
          label={`Steps of ${toVisibleText(instance.instanceId)} and ${toVisibleText(there.instance.instanceId)}`}
          comparison={comparison}
          activePlace={selection.place}
          isShort={detailed !== undefined}
          onActivate={selection.select}
          onEnter={() => details.current?.focus()}
        />
      )}
      {detailed !== undefined && (
        <div ref={details} tabIndex={-1} className="outline-none">
          <PairDetail
            hub={hub}
            hereId={instance.instanceId}
            thereId={there.instance.instanceId}
            row={detailed}
            onClose={() => selection.select(null)}
          />
        </div>
      )}
    </>
  );
}
