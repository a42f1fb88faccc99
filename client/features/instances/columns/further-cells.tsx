import type { ReactElement } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { cell, codeCell, numberCell, textCell, TimeCell, unknownCell } from './cell.tsx';
import { pathOf } from './column-list.ts';
import { customStatusField } from './custom-status-field.ts';

const noEntity = 'No entity';

function failureText({ failure }: InstanceRow): string | null {
  if (failure === null) return null;
  return failure.errorType === null ? failure.message : `${failure.errorType}: ${failure.message}`;
}

function tagsText({ tags }: InstanceRow): string | null {
  return (
    tags &&
    Object.entries(tags)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')
  );
}

const cells: Readonly<Record<string, (row: InstanceRow) => ReactElement>> = {
  failure: (row) =>
    textCell(failureText(row), row.runtimeStatus === 'Failed' ? 'Its failure is not read yet' : 'Not failed'),
  version: (row) => textCell(row.version, 'No version'),
  kind: (row) => cell(row.kind),
  completedAt: (row) => <TimeCell instant={row.completedAt} missing="Not completed" />,
  scheduledStartAt: (row) => <TimeCell instant={row.scheduledStartAt} missing="Not scheduled" />,
  parentInstanceId: (row) =>
    codeCell(
      row.parentInstanceId ?? (row.parentExecutionId && `execution ${row.parentExecutionId}`),
      'No parent is known',
    ),
  executionId: (row) => codeCell(row.executionId, 'Not recorded'),
  generation: (row) => numberCell(row.generation, 'Not recorded'),
  tags: (row) => textCell(tagsText(row), 'No tags'),
  entityExists: ({ entity }) =>
    entity === null ? unknownCell(noEntity) : cell(entity.exists ? 'yes' : 'no'),
  entityQueue: (row) => numberCell(row.entity?.queueSize ?? null, noEntity),
  entityLock: ({ entity }) => codeCell(entity?.lockedBy ?? null, entity === null ? noEntity : 'Not locked'),
  problems: (row) => textCell(row.problems.join('; '), 'Everything could be read'),
};

const cellsById = new Map(Object.entries(cells));

/** Columns that are not shown unless somebody asks for them. */
export function FurtherCell({ id, row }: { id: string; row: InstanceRow }) {
  const draw = cellsById.get(id);
  if (draw !== undefined) return draw(row);
  const place = pathOf(id);
  if (place?.of === 'tag')
    return textCell(new Map(Object.entries(row.tags ?? {})).get(place.path) ?? null, 'No such tag');
  return textCell(
    row.customStatus && customStatusField(row.customStatus, place?.path ?? ''),
    row.customStatus === null ? 'No custom status' : 'Not in the custom status',
  );
}
