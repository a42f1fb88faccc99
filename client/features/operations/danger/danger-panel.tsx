import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { HubDeletion } from '../../../../shared/contract/command-previews.ts';
import { commandWords } from '../../../components/commands/command-words.ts';
import { Panel } from '../../../components/panel.tsx';
import { WarningNote } from '../../../components/warning-note.tsx';
import { plural } from '../../../lib/format-count.ts';
import { hubNameOf } from '../../../lib/hub-name.ts';
import { useAccess } from '../use-access.ts';
import { hubDeletionQuery } from './danger-queries.ts';
import { DeleteHubForm } from './delete-hub-form.tsx';
import { DeletionPreviewView } from './deletion-preview-view.tsx';
import { DeletionResult } from './deletion-result.tsx';

/** What does not come back: deleting the whole task hub. */
export function DangerPanel({ hub }: { hub: string }) {
  const { access, refusalOf } = useAccess(hub);
  const refusal = refusalOf('delete-task-hub');
  const query = useQuery(hubDeletionQuery(hub));
  const navigate = useNavigate();
  const [left, setLeft] = useState<HubDeletion | null>(null);

  function onDone(deletion: HubDeletion): void {
    setLeft(deletion);
    if (deletion.failed.length > 0) {
      void query.refetch();
      return;
    }
    const gone = plural(deletion.deleted.length, 'resource');
    void navigate({
      to: '/',
      state: { deed: `The task hub ${hubNameOf(hub)} is deleted: ${gone} went.` },
    });
  }
  return (
    <Panel title={`Delete ${hubNameOf(hub)}`} query={query}>
      {(preview) => (
        <div className="flex flex-col gap-4">
          <ul className="flex list-disc flex-col gap-0.5 pl-4 text-ink-muted">
            {commandWords['delete-task-hub'].effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
          {access !== null && refusal !== null && <WarningNote>{refusal}</WarningNote>}
          {left !== null && <DeletionResult deletion={left} />}
          <DeletionPreviewView preview={preview} />
          <DeleteHubForm hub={hub} preview={preview} onDone={onDone} />
        </div>
      )}
    </Panel>
  );
}
