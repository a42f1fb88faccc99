import type { ChoiceField } from '../filter/choice-edits.ts';

/** In the order of the panel; entity names are not counted. */
export const facetLooks: readonly {
  readonly field: Exclude<ChoiceField, 'entity'>;
  readonly title: string;
  /** Rows shown before “more”. */
  readonly shown: number;
}[] = [
  { field: 'status', title: 'Status', shown: 9 },
  { field: 'kind', title: 'Kind', shown: 2 },
  { field: 'name', title: 'Name', shown: 8 },
  { field: 'version', title: 'Version', shown: 6 },
  { field: 'fingerprint', title: 'Failure', shown: 6 },
  { field: 'partition', title: 'Partition', shown: 8 },
];
