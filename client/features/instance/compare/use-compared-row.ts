import { useMemo } from 'react';
import type { ComparedStep, Comparison } from '../../../../shared/domain/execution/alignment.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import type { InstanceSearch } from '../instance-search.ts';
import { useLateAddress } from '../timeline/use-late-address.ts';

interface SelectionQuestion {
  model: ExecutionModel;
  comparison: Comparison;
  search: InstanceSearch;
  onSearch: (change: InstanceSearch) => void;
}

interface Selection {
  readonly event: string | undefined;
  readonly row: string | undefined;
}

function isSame(a: Selection, b: Selection): boolean {
  return a.event === b.event && a.row === b.row;
}

/** Steps of this run are selected by their event, as in every other view; those only the other has, by their row. */
export function useComparedRow({ model, comparison, search, onSearch }: SelectionQuestion) {
  const inAddress: Selection = { event: search.event, row: search.row };
  const [{ event, row }, select] = useLateAddress(inAddress, (changed) => onSearch({ ...changed }), isSame);
  const place = useMemo(() => {
    const step = model.steps[model.stepOfRow.get(event ?? '') ?? -1];
    // A delay between attempts has no row: it belongs to the step that is tried again.
    const id = event === undefined ? row : (step?.delaysStepId ?? step?.id);
    return id === undefined ? -1 : comparison.rows.findIndex((one) => one.id === id);
  }, [model, comparison.rows, event, row]);
  return {
    place,
    isSettled: isSame({ event, row }, inAddress),
    select: (chosen: ComparedStep | null) =>
      select({ event: chosen?.left?.id, row: chosen?.left === null ? chosen.id : undefined }),
  };
}
