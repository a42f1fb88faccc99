import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { ExecutionModel } from '../../../shared/domain/execution/execution-model.ts';
import type { HistorySoFar } from './history-so-far.ts';
import type { InstanceSearch } from './instance-search.ts';

/** What was read of an execution up to this moment. */
export interface ExecutionSoFar {
  readonly history: HistorySoFar;
  readonly model: ExecutionModel;
}

/** What every view of one instance is given. */
export interface InstanceTabProps {
  hub: string;
  instance: InstanceDetail;
  execution: ExecutionSoFar;
  /** Row key of the history event that is selected, the same in all views; a step is selected by any of its events. */
  selected: string | undefined;
  onSelect: (rowKey: string | undefined) => void;
  search: InstanceSearch;
  /** Changes the address; keys left out stay as they are, `undefined` takes one away. */
  onSearch: (change: InstanceSearch) => void;
}
