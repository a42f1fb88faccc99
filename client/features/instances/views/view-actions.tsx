import { useState, type SubmitEvent } from 'react';
import type { SavedView } from '../../../../shared/contract/saved-views.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { useViewChange, type ViewChange, type ViewScope } from './saved-views-queries.ts';
import { viewHref } from './view-search.ts';

export interface ViewActionsProps {
  hub: string;
  scope: ViewScope;
  view: SavedView;
  isDefault: boolean;
  /** What the list shows, as the text of a view. */
  shownText: string;
}

/** What can be done with one view; what went wrong stands right below. */
export function ViewActions({ hub, scope, view, isDefault, shownText }: ViewActionsProps) {
  const change = useViewChange(hub, scope);
  const [asking, setAsking] = useState<'name' | 'delete' | null>(null);
  const { id, name, search } = view;

  function apply(next: ViewChange): void {
    change.mutate(next, { onSuccess: () => setAsking(null) });
  }

  return (
    <div className="mb-1 ml-6 flex flex-col gap-1 border-l border-line pl-2">
      {asking === null && (
        <div role="group" aria-label={`Actions for ${toVisibleText(name)}`} className="flex flex-wrap gap-1">
          <Button
            aria-pressed={isDefault}
            isBusy={change.isPending}
            onClick={() => apply({ do: 'default', viewId: isDefault ? null : id })}
          >
            Default
          </Button>
          <Button
            disabled={shownText === search}
            title="Keep under this name what the list shows"
            onClick={() => apply({ do: 'save', name, search: shownText, replaces: id })}
          >
            Replace
          </Button>
          <Button onClick={() => setAsking('name')}>Rename</Button>
          <Button onClick={() => setAsking('delete')}>Delete</Button>
          <span className="inline-flex items-center gap-1">
            <CopyButton text={viewHref(hub, search)} what="link to this view" />
            Link
          </span>
        </div>
      )}
      {asking === 'name' && (
        <RenameForm
          name={name}
          isBusy={change.isPending}
          onRename={(next) => apply({ do: 'save', name: next, search, replaces: id })}
          onCancel={() => setAsking(null)}
        />
      )}
      {asking === 'delete' && (
        <div className="flex flex-wrap items-center gap-2">
          {scope === 'shared' ? 'Delete it for everybody?' : 'Delete it?'}
          <Button look="danger" isBusy={change.isPending} onClick={() => apply({ do: 'delete', viewId: id })}>
            Delete
          </Button>
          <Button autoFocus onClick={() => setAsking(null)}>
            Keep
          </Button>
        </div>
      )}
      {change.error !== null && <ErrorNotice error={change.error} />}
    </div>
  );
}

interface RenameFormProps {
  name: string;
  isBusy: boolean;
  onRename: (name: string) => void;
  onCancel: () => void;
}

function RenameForm({ name, isBusy, onRename, onCancel }: RenameFormProps) {
  const [draft, setDraft] = useState(name);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (draft.trim() !== '') onRename(draft.trim());
  }

  return (
    <form onSubmit={submit} className="flex items-center gap-1">
      <input
        aria-label={`New name of ${toVisibleText(name)}`}
        autoFocus
        maxLength={80}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2"
      />
      <Button type="submit" look="primary" disabled={draft.trim() === ''} isBusy={isBusy}>
        Rename
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </form>
  );
}
