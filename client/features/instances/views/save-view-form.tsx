import { useState, type SubmitEvent } from 'react';
import type { SavedView } from '../../../../shared/contract/saved-views.ts';
import { isSameViewName } from '../../../../shared/domain/view-name.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { useViewChange, type ViewScope } from './saved-views-queries.ts';

const scopes = [
  { value: 'own', label: 'Only me' },
  { value: 'shared', label: 'Everybody' },
] as const;

interface SaveViewFormProps {
  hub: string;
  shownText: string;
  lists: Readonly<Record<ViewScope, readonly SavedView[]>>;
  onSaved: () => void;
}

export function SaveViewForm({ hub, shownText, lists, onSaved }: SaveViewFormProps) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ViewScope>('own');
  const change = useViewChange(hub, scope);
  const taken = lists[scope].find((view) => isSameViewName(view.name, name));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (name.trim() === '') return;
    change.mutate(
      { do: 'save', name: name.trim(), search: shownText, ...(taken && { replaces: taken.id }) },
      { onSuccess: onSaved },
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2 px-3 py-2">
      <h2 className="font-semibold">Save what the list shows</h2>
      <input
        aria-label="Name of the view"
        placeholder="Name"
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={(event) => {
          change.reset();
          setName(event.target.value);
        }}
        className="h-7 w-full rounded-md border border-line-strong bg-raised px-2 placeholder:text-ink-faint"
      />
      <div className="flex items-center gap-2">
        <Segmented label="For whom" segments={scopes} value={scope} onChange={setScope} />
        <span className="ml-auto" />
        <Button type="submit" look="primary" disabled={name.trim() === ''} isBusy={change.isPending}>
          {taken ? 'Replace' : 'Save'}
        </Button>
      </div>
      {taken && <p className="text-ink-muted">“{taken.name}” is there already and gets these filters.</p>}
      {change.error !== null && <ErrorNotice error={change.error} />}
    </form>
  );
}
