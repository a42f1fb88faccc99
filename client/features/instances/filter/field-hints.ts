import type { FilterField } from '../../../../shared/domain/instance-filter/filter-term.ts';

/** For somebody who meets the field for the first time. */
export const fieldHints = {
  id: 'is, starts with, contains, or a pasted list',
  name: 'of the orchestrator or entity, such as Order*',
  kind: 'orchestration or entity',
  version: 'of the orchestrator that runs it',
  tag: 'tag:name, or tag.name:value',
  entity: 'the name between the two @',
  key: 'what follows the second @',
  created: 'when it was started',
  updated: 'when its row last changed',
  completed: 'when it ended',
  scheduled: 'when a delayed start is due',
  duration: 'from creation to the end, such as >5m',
  age: 'since creation, such as >2h',
  idle: 'since the last update, such as >1d',
  status: 'running, failed, …',
  custom: 'contains a text, or custom.path:value',
  failure: 'type or message contains a text',
  fingerprint: 'failures of one type, function and message',
  parent: 'id of the instance that started it',
  partition: 'number of its control queue',
} as const satisfies Record<FilterField, string>;

export const fieldGroups: readonly { readonly title: string; readonly fields: readonly FilterField[] }[] = [
  { title: 'What it is', fields: ['id', 'name', 'kind', 'version', 'tag', 'entity', 'key'] },
  { title: 'When', fields: ['created', 'updated', 'completed', 'scheduled'] },
  { title: 'How long', fields: ['duration', 'age', 'idle'] },
  { title: 'State', fields: ['status', 'custom'] },
  { title: 'Failure', fields: ['failure', 'fingerprint'] },
  { title: 'Family', fields: ['parent'] },
  { title: 'Place', fields: ['partition'] },
];
