import { CopyPlus, History } from 'lucide-react';
import { FailuresPage } from '../features/failures/failures-page.tsx';
import { BatchButton } from '../features/operations/batch/batch-button.tsx';
import { plural } from '../lib/format-count.ts';

/** Joins the features that meet on the page of failures. */
export function FailuresScreen() {
  return (
    <FailuresPage
      renderGroup={(hub, q, count) => {
        const given = {
          target: { kind: 'filter', q },
          words: `${plural(count, 'instance')} of this group`,
          exportText: q,
        } as const;
        return (
          <>
            <BatchButton hub={hub} command="rewind" label="Rewind this group" icon={History} given={given} />
            <BatchButton
              hub={hub}
              command="restart"
              label="Restart this group"
              icon={CopyPlus}
              given={given}
            />
          </>
        );
      }}
    />
  );
}
