import { useMemo, useState } from 'react';
import {
  bySize,
  payloadEntries,
  withWords,
  type PayloadEntry,
} from '../../../../shared/domain/execution/payload-entries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { plural } from '../../../lib/format-count.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { ChosenPayload } from './chosen-payload.tsx';
import { PayloadList } from './payload-list.tsx';
import { PayloadPanels } from './payload-panels.tsx';

const orders = [
  { value: 'step', label: 'By step' },
  { value: 'size', label: 'By size' },
] as const;

function find(entries: readonly PayloadEntry[], ref: string | undefined): PayloadEntry | null {
  return entries.find(({ info }) => info.ref === ref) ?? null;
}

function useEntries({ instance, execution, search }: InstanceTabProps) {
  const { input, output, customStatusPayload } = instance;
  const { history, model } = execution;
  const all = useMemo(
    () => payloadEntries({ input, output, customStatusPayload }, history.events, model),
    [input, output, customStatusPayload, history.events, model],
  );
  const shown = useMemo(() => {
    const found = withWords(all, search.among ?? '');
    return search.by === 'size' ? bySize(found) : found;
  }, [all, search.among, search.by]);
  return { all, shown };
}

function countWords(shown: number, all: number, isComplete: boolean): string {
  const total = `${plural(all, 'payload')}${isComplete ? '' : ' so far'}`;
  return shown === all ? total : `${shown.toLocaleString('en-US')} of ${total}`;
}

/** All payloads of the instance, and the chosen one in full or beside another. */
export function PayloadsTab(props: InstanceTabProps) {
  const { hub, instance, execution, search, onSearch, onSelect } = props;
  const { instanceId } = instance;
  const { all, shown } = useEntries(props);
  const [isPicking, setIsPicking] = useState(false);
  const chosen = find(all, search.payload);
  const other = find(all, search.diff);
  const isMissing = search.payload !== undefined && chosen === null && execution.history.isComplete;
  const choose = (ref: string) => {
    onSearch(isPicking && ref !== search.payload ? { diff: ref } : { payload: ref, diff: undefined });
    setIsPicking(false);
  };
  return (
    <div className="grid gap-4 px-4 py-3 lg:grid-cols-[400px_minmax(0,1fr)]">
      <section aria-label="All payloads" className="flex min-w-0 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <SearchField
            label="Find payloads"
            placeholder="Name, kind or text"
            value={search.among ?? ''}
            onChange={(text) => onSearch({ among: text === '' ? undefined : text })}
          />
          <Segmented
            label="Order of the payloads"
            segments={orders}
            value={search.by ?? 'step'}
            onChange={(by) => onSearch({ by: by === 'size' ? by : undefined })}
          />
        </div>
        <p role="status" className="text-sm text-ink-muted">
          {isPicking
            ? 'Choose the payload to compare with.'
            : countWords(shown.length, all.length, execution.history.isComplete)}
        </p>
        {shown.length === 0 ? (
          <EmptyState title={all.length === 0 ? 'No payloads' : 'None has these words'}>
            {all.length === 0
              ? 'Inputs, outputs and results would be listed here.'
              : 'Names, kinds, columns and the beginnings of texts are looked through.'}
          </EmptyState>
        ) : (
          <PayloadList entries={shown} chosen={search.payload} other={search.diff} onChoose={choose} />
        )}
      </section>
      {chosen === null ? (
        <div className="min-w-0">
          {isMissing && (
            <p className="mb-2 text-ink-muted">
              The payload of this address is no longer there: the instance has moved on.
            </p>
          )}
          <PayloadPanels hub={hub} instance={instance} />
        </div>
      ) : (
        <ChosenPayload
          hub={hub}
          instanceId={instanceId}
          entry={chosen}
          other={other}
          isPicking={isPicking}
          onPick={setIsPicking}
          onEndComparison={() => onSearch({ diff: undefined })}
          onShowEvent={(rowKey) => {
            onSelect(rowKey);
            onSearch({ tab: 'history', event: rowKey });
          }}
        />
      )}
    </div>
  );
}
