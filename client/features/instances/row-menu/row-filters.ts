import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { replaceFields } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import type { FilterTerm, TextField } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { instantToMs, msToInstant } from '../../../../shared/domain/instant.ts';

export interface RowFilter {
  readonly label: string;
  /** Filter text with it. */
  readonly text: string;
}

const aroundMs = 5 * 60_000;

function exactly(field: TextField, value: string, isNegated = false): FilterTerm {
  return { field, path: null, patterns: [[value]], isNegated };
}

function around(row: InstanceRow): FilterTerm | null {
  if (row.createdAt === null) return null;
  const ms = instantToMs(row.createdAt);
  const bound = (at: number) => ({ kind: 'instant', at: msToInstant(at), isInclusive: at < ms }) as const;
  return { field: 'created', isNegated: false, from: bound(ms - aroundMs), to: bound(ms + aroundMs) };
}

/** Filters that a row suggests, put into the text in the place of those on the same field. */
export function filtersOfRow(row: InstanceRow, text: string, zone: string): RowFilter[] {
  const { name, version, failure, parentInstanceId, runtimeStatus, instanceId } = row;
  const near = around(row);
  const suggested: readonly (readonly [string, FilterTerm | null])[] = [
    [`Only name ${name ?? ''}`, name === null ? null : exactly('name', name)],
    [`Without name ${name ?? ''}`, name === null ? null : exactly('name', name, true)],
    [`Only status ${runtimeStatus}`, { field: 'status', values: [runtimeStatus], isNegated: false }],
    [
      `Only version ${version ?? ''}`,
      version === null || version === '' ? null : exactly('version', version),
    ],
    ['Only this failure', failure === null ? null : exactly('fingerprint', failure.fingerprint)],
    [
      'Only children of the same parent',
      parentInstanceId === null ? null : exactly('parent', parentInstanceId),
    ],
  ];
  const added = suggested.flatMap(([label, term]) =>
    term === null ? [] : [{ label, text: replaceFields(text, zone, [term.field], [term]) }],
  );
  return [
    ...added,
    // What else the filter asks for would hide them.
    { label: 'Show its children', text: replaceFields('', zone, [], [exactly('parent', instanceId)]) },
    ...(near === null
      ? []
      : [{ label: 'Show what was created around then', text: replaceFields('', zone, [], [near]) }]),
  ];
}
