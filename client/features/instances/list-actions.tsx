import { Link } from '@tanstack/react-router';
import { ChartColumn, Columns3, Download, Play, Radio, TextSearch } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { ListLayout } from './columns/use-columns.ts';
import { useHistogramChoice } from './histogram/use-histogram-choice.ts';
import type { InstanceListSearch } from './instance-list-search.ts';
import type { InstanceList } from './use-instance-list.ts';
import { ViewsMenu } from './views/views-menu.tsx';

const ColumnMenu = lazy(async () => ({ default: (await import('./columns/column-menu.tsx')).ColumnMenu }));
const ExportDialog = lazy(async () => ({
  default: (await import('./export/export-dialog.tsx')).ExportDialog,
}));

export interface ListActionsProps {
  hub: string;
  search: InstanceListSearch;
  layout: ListLayout;
  list: InstanceList;
  onChange: (change: Partial<InstanceListSearch>) => void;
  isSearchingPayloads: boolean;
  onSearchPayloads: (isSearching: boolean) => void;
}

/** What can be done with the whole list; nothing here is needed to draw its first rows. */
export function ListActions({ hub, search, layout, list, onChange, ...payloads }: ListActionsProps) {
  const isLive = search.live === 'on';
  const { histogram, toSearch } = useHistogramChoice(search);
  return (
    <>
      <Button
        icon={Radio}
        aria-pressed={isLive}
        title="The top of the list follows the hub by itself"
        className={isLive ? 'border-accent! text-accent' : ''}
        onClick={() => {
          onChange({ live: isLive ? undefined : 'on' });
          if (!isLive) list.refresh();
        }}
      >
        Live
      </Button>
      <ViewsMenu hub={hub} search={{ ...search, ...layout.shared }} />
      {histogram === 'off' && (
        <Button
          icon={ChartColumn}
          aria-label="Show the histogram"
          title="Show the histogram"
          onClick={() => onChange(toSearch('created'))}
        />
      )}
      <Button
        icon={TextSearch}
        aria-pressed={payloads.isSearchingPayloads}
        title="Search inside inputs and outputs"
        onClick={() => payloads.onSearchPayloads(!payloads.isSearchingPayloads)}
      >
        Payloads
      </Button>
      <ExportButton list={list} layout={layout} />
      <ColumnsButton layout={layout} />
      <Link
        to="/hubs/$hub/start"
        params={{ hub }}
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
      >
        <Play aria-hidden size={14} />
        Start
      </Link>
    </>
  );
}

function ExportButton({ list: { head }, layout }: Pick<ListActionsProps, 'list' | 'layout'>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={Download} disabled={head === null} onClick={() => setIsOpen(true)}>
        Export
      </Button>
      {isOpen && head !== null && (
        <Suspense>
          <ExportDialog
            hub={head.hub}
            {...head.question}
            total={head.total}
            columns={layout.columns.map(({ id }) => id)}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function ColumnsButton({ layout }: Pick<ListActionsProps, 'layout'>) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        ref={button}
        icon={Columns3}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        Columns
      </Button>
      {isOpen && (
        <Suspense>
          <ColumnMenu anchor={button} layout={layout} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
