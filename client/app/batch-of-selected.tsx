import type { RenderSelected } from '../features/instances/selection/selection-bar.tsx';
import { BatchButton } from '../features/operations/batch/batch-button.tsx';
import { formatCount, plural } from '../lib/format-count.ts';
import { toVisibleText } from '../lib/visible-text.ts';

/** Longer ones are more than servers take in an address. */
const maxAddressChars = 100_000;
const maxPickedIds = 10_000;

/** One command for the selected rows of the list. */
export function BatchOfSelected({ hub, ids, q, count }: Parameters<RenderSelected>[0]) {
  const isTooMany = ids !== null && ids.length > maxPickedIds;
  return (
    <BatchButton
      hub={hub}
      given={{
        target: ids === null ? { kind: 'filter', q } : { kind: 'ids', instanceIds: [...ids] },
        words:
          ids === null
            ? q === ''
              ? 'all instances'
              : `the instances that match ${toVisibleText(q)}`
            : plural(count, 'picked instance'),
        exportText: q.length > maxAddressChars ? null : q,
      }}
      refusal={
        isTooMany
          ? `At most ${formatCount(maxPickedIds)} picked instances; select all that match a filter instead.`
          : null
      }
    />
  );
}
