import { Download, Trash2 } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { HubDeletion, HubDeletionPreview } from '../../../../shared/contract/command-previews.ts';
import { exportInstances } from '../../../../shared/contract/instance-export.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { ApiError } from '../../../api/api-errors.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { LineField, ReasonField, TickField } from '../../../components/commands/form-field.tsx';
import { focusFirstProblem } from '../../../components/commands/form-keys.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { RefusableButton } from '../../../components/refusable-button.tsx';
import { hubNameOf } from '../../../lib/hub-name.ts';
import { useAccess } from '../use-access.ts';
import { useDeleteTaskHub } from './danger-queries.ts';

interface DeleteHubFormProps {
  hub: string;
  preview: HubDeletionPreview;
  onDone: (deletion: HubDeletion) => void;
}

function isInUse({ counts }: HubDeletionPreview): boolean {
  return counts.some(({ kind, status }) => kind === 'entity' || !isTerminal(status));
}

function isRefused(error: Error | null): boolean {
  return error instanceof ApiError && error.code === 'action-refused';
}

/** Asks for all that shows that somebody means it, and sends once. */
export function DeleteHubForm({ hub, preview, onDone }: DeleteHubFormProps) {
  const { access, refusalOf } = useAccess(hub);
  const [draft, setDraft] = useState({ name: '', reason: '', isForced: false, isTried: false });
  const deletion = useDeleteTaskHub(hub, onDone);
  const name = hubNameOf(hub);
  // The server counts again, and doubts counts of an index that is not current.
  const mustForce = isInUse(preview) || isRefused(deletion.error);
  const isReasonRequired = access?.isReasonRequired ?? false;
  const problems = {
    name: draft.name === name ? undefined : `Type ${name} to go on.`,
    reason: isReasonRequired && draft.reason.trim() === '' ? 'A reason is required here.' : undefined,
    isForced: mustForce && !draft.isForced ? 'Tick this to go on.' : undefined,
  };
  const shown = draft.isTried ? problems : { name: undefined, reason: undefined, isForced: undefined };

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    setDraft({ ...draft, isTried: true });
    if (deletion.isPending || refusalOf('delete-task-hub') !== null) return;
    if (Object.values(problems).some((problem) => problem !== undefined)) {
      focusFirstProblem(event.currentTarget);
      return;
    }
    const { reason, isForced } = draft;
    deletion.mutate({ confirmedName: name, isForced, reason: reason.trim() });
  }
  return (
    <form
      aria-label="Delete task hub"
      noValidate
      autoComplete="off"
      onSubmit={submit}
      className="flex max-w-xl flex-col gap-3"
    >
      <a
        href={endpointUrl(exportInstances, { hub }, { format: 'ndjson' })}
        download
        className="inline-flex h-7 items-center gap-1.5 self-start rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
      >
        <Download aria-hidden size={14} />
        Export all instances first
      </a>
      {mustForce && (
        <TickField
          label="Yes, although instances have not ended or entities hold state: they go as well"
          isTicked={draft.isForced}
          problem={shown.isForced}
          onChange={(isForced) => setDraft({ ...draft, isForced })}
        />
      )}
      <LineField
        label="Name of the task hub"
        hint={`type ${name}`}
        problem={shown.name}
        value={draft.name}
        onChange={(typed) => setDraft({ ...draft, name: typed })}
      />
      <ReasonField
        isRequired={isReasonRequired}
        isInHistory={false}
        problem={shown.reason}
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
      />
      {deletion.error !== null && <ErrorNotice error={deletion.error} />}
      <div className="flex items-center gap-3">
        <RefusableButton
          type="submit"
          look="danger"
          icon={Trash2}
          refusal={refusalOf('delete-task-hub')}
          isBusy={deletion.isPending}
        >
          Delete task hub
        </RefusableButton>
        <span role="status" className="text-ink-muted">
          {deletion.isPending && `Deleting ${preview.resources.length} resources, one after the other…`}
        </span>
      </div>
    </form>
  );
}
