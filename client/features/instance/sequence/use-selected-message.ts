import { useMemo } from 'react';
import type { Sequence, SequenceRow } from '../../../../shared/domain/execution/sequence-model.ts';
import { placeOfMessage } from '../../../../shared/domain/execution/sequence-runs.ts';
import type { InstanceSearch } from '../instance-search.ts';
import { useLateAddress } from '../timeline/use-late-address.ts';

interface SelectionQuestion {
  sequence: Sequence;
  rows: readonly SequenceRow[];
  search: InstanceSearch;
  onSearch: (change: InstanceSearch) => void;
}

/** The selected row: messages are selected by their event, as in every other view, many in one row by the row. */
export function useSelectedMessage({ sequence, rows, search, onSearch }: SelectionQuestion) {
  const runIds = useMemo(() => new Set(sequence.runs.map(({ id }) => id)), [sequence.runs]);
  const inAddress = search.event ?? search.row;
  const [selected, setSelected] = useLateAddress<string | undefined>(inAddress, (id) =>
    onSearch(runIds.has(id ?? '') ? { event: undefined, row: id } : { event: id, row: undefined }),
  );
  const place = useMemo(() => {
    if (selected === undefined) return -1;
    if (runIds.has(selected)) return rows.findIndex(({ id }) => id === selected);
    return placeOfMessage(sequence, rows, selected);
  }, [sequence, rows, runIds, selected]);
  return { place, select: (row: SequenceRow | null) => setSelected(row?.id) };
}
