import type { FilterField } from '../../../../shared/domain/instance-filter/filter-term.ts';

interface FieldWords {
  readonly label: string;
  /** For somebody who meets the field for the first time. */
  readonly hint: string;
}

export const fieldWords = {
  id: { label: 'Instance id', hint: 'is, begins with, contains, or a pasted list' },
  name: { label: 'Name', hint: 'of the orchestrator or entity, such as Order*' },
  kind: { label: 'Kind', hint: 'orchestration or entity' },
  version: { label: 'Version', hint: 'of the orchestrator that runs it' },
  tag: { label: 'Tag', hint: 'tag.name:value, or tag:value for any tag' },
  entity: { label: 'Entity name', hint: 'the name between the two @' },
  key: { label: 'Entity key', hint: 'what follows the second @' },
  created: { label: 'Created', hint: 'when it was started' },
  updated: { label: 'Last updated', hint: 'when its row last changed' },
  completed: { label: 'Completed', hint: 'when it ended' },
  scheduled: { label: 'Scheduled start', hint: 'when a delayed start is due' },
  duration: { label: 'Duration', hint: 'from creation to the end, such as >5m' },
  age: { label: 'Age', hint: 'since creation, such as >2h' },
  idle: { label: 'Idle', hint: 'since the last update, such as >1d' },
  status: { label: 'Status', hint: 'running, failed, …' },
  custom: { label: 'Custom status', hint: 'contains a text, or custom.path:value' },
  failure: { label: 'Failure text', hint: 'type or message contains a text' },
  fingerprint: { label: 'Failure group', hint: 'failures of one type, function and message' },
  parent: { label: 'Parent', hint: 'id of the instance that started it' },
  partition: { label: 'Partition', hint: 'number of its control queue' },
} as const satisfies Record<FilterField, FieldWords>;

export const fieldGroups: readonly { readonly title: string; readonly fields: readonly FilterField[] }[] = [
  { title: 'What it is', fields: ['id', 'name', 'kind', 'version', 'tag', 'entity', 'key'] },
  { title: 'When', fields: ['created', 'updated', 'completed', 'scheduled'] },
  { title: 'How long', fields: ['duration', 'age', 'idle'] },
  { title: 'State', fields: ['status', 'custom'] },
  { title: 'Failure', fields: ['failure', 'fingerprint'] },
  { title: 'Family', fields: ['parent'] },
  { title: 'Place', fields: ['partition'] },
];
