import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { Button } from '../../../components/button.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { completedRunsQuery, idsBeginningQuery } from './compare-queries.ts';

interface RunChooserProps {
  hub: string;
  instance: InstanceDetail;
  chosen: string | undefined;
  onChoose: (instanceId: string | undefined) => void;
}

const typingPauseMs = 200;

/** A text that stays behind while somebody types. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

function IdField({ hub, instance, chosen, onChoose }: RunChooserProps) {
  const listId = useId();
  const [typed, setTyped] = useState(chosen ?? '');
  const [shown, setShown] = useState(chosen);
  if (shown !== chosen) {
    setShown(chosen);
    setTyped(chosen ?? '');
  }
  const settled = useSettled(typed.trim());
  const { data: ids = [] } = useQuery(idsBeginningQuery(hub, settled === chosen ? '' : settled));
  const id = typed.trim();
  const isItself = id === instance.instanceId;
  return (
    <form
      className="flex min-w-0 flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isItself) onChoose(id === '' ? undefined : id);
      }}
    >
      <label className="flex min-w-0 items-center gap-2">
        Compare with
        <input
          list={listId}
          value={typed}
          placeholder="Instance id"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          className="h-7 w-64 min-w-0 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm placeholder:font-sans placeholder:text-ink-faint"
        />
      </label>
      <datalist id={listId}>
        {ids
          .filter((one) => one !== instance.instanceId)
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
      <Button type="submit" disabled={id === (chosen ?? '') || isItself}>
        Compare
      </Button>
      {isItself && <span className="text-sm text-ink-muted">That is this instance.</span>}
    </form>
  );
}

function LastCompleted({ hub, instance, chosen, onChoose }: RunChooserProps) {
  const { name, instanceId } = instance;
  const { data, error } = useQuery(completedRunsQuery(hub, name, instanceId));
  const [last] = data ?? [];
  if (name === null) return null;
  const what = toVisibleText(name.slice(0, 60));
  if (data !== undefined && last === undefined)
    return <span className="text-sm text-ink-muted">No other {what} has completed.</span>;
  if (error !== null && last === undefined)
    return <span className="text-sm text-ink-muted">The list of completed runs cannot be read now.</span>;
  return (
    <Button
      icon={History}
      disabled={last === undefined || last.instanceId === chosen}
      title={last === undefined ? undefined : toVisibleText(last.instanceId)}
      onClick={() => onChoose(last?.instanceId)}
    >
      The last {what} that completed
    </Button>
  );
}

/** By its id, or the last one of the same name that went well. */
export function RunChooser(props: RunChooserProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
      <IdField {...props} />
      <LastCompleted {...props} />
    </div>
  );
}
