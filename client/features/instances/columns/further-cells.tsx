import type { ComponentType } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { Cell, CodeCell, NumberCell, TextCell, TimeCell, UnknownCell } from './cell.tsx';
import { pathOf } from './column-list.ts';
import { customStatusField } from './custom-status-field.ts';

interface RowProps {
  row: InstanceRow;
}

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

const cells: Readonly<Record<string, ComponentType<RowProps>>> = {
  failure: ({ row }) => (
    <TextCell
      text={failureText(row)}
      missing={row.runtimeStatus === 'Failed' ? 'Its failure is not read yet' : 'Not failed'}
    />
  ),
  version: ({ row }) => <TextCell text={row.version} missing="No version" />,
  kind: ({ row }) => <Cell>{row.kind}</Cell>,
  completedAt: ({ row }) => <TimeCell instant={row.completedAt} missing="Not completed" />,
  scheduledStartAt: ({ row }) => <TimeCell instant={row.scheduledStartAt} missing="Not scheduled" />,
  parentInstanceId: ({ row }) => (
    <CodeCell
      text={row.parentInstanceId ?? (row.parentExecutionId && `execution ${row.parentExecutionId}`)}
      missing="No parent is known"
    />
  ),
  executionId: ({ row }) => <CodeCell text={row.executionId} missing="Not recorded" />,
  generation: ({ row }) => <NumberCell count={row.generation} missing="Not recorded" />,
  tags: ({ row }) => <TextCell text={tagsText(row)} missing="No tags" />,
  entityExists: ({ row }) =>
    row.entity === null ? <UnknownCell why={noEntity} /> : <Cell>{row.entity.exists ? 'yes' : 'no'}</Cell>,
  entityQueue: ({ row }) => <NumberCell count={row.entity?.queueSize ?? null} missing={noEntity} />,
  entityLock: ({ row }) => (
    <CodeCell text={row.entity?.lockedBy ?? null} missing={row.entity === null ? noEntity : 'Not locked'} />
  ),
  problems: ({ row }) => <TextCell text={row.problems.join('; ')} missing="Everything could be read" />,
};

const cellsById = new Map(Object.entries(cells));

/** Columns that are not shown unless somebody asks for them. */
export function FurtherCell({ id, row }: { id: string; row: InstanceRow }) {
  const OwnCell = cellsById.get(id);
  // eslint-disable-next-line react-hooks/static-components -- one of a few made with this module
  if (OwnCell !== undefined) return <OwnCell row={row} />;
  const place = pathOf(id);
  if (place?.of === 'tag')
    return (
      <TextCell
        text={new Map(Object.entries(row.tags ?? {})).get(place.path) ?? null}
        missing="No such tag"
      />
    );
  return (
    <TextCell
      text={row.customStatus && customStatusField(row.customStatus, place?.path ?? '')}
      missing={row.customStatus === null ? 'No custom status' : 'Not in the custom status'}
    />
  );
}
