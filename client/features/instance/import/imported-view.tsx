import { getRouteApi } from '@tanstack/react-router';
import { FileInput } from 'lucide-react';
import { useMemo } from 'react';
import { importSources } from '../../../../shared/domain/history-import/imported-history.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { Button } from '../../../components/button.tsx';
import { IdHeading } from '../../../components/id-heading.tsx';
import { PayloadReaderContext } from '../../../components/payload-reader.ts';
import { ProblemList } from '../../../components/problem-list.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { InstanceSearch } from '../instance-search.ts';
import { InstanceTabs } from '../instance-tabs.tsx';
import { importedExecution, readerOf } from './imported-execution.ts';
import type { ImportedFile } from './use-imported-file.ts';

const route = getRouteApi('/import');

function ImportedHeader({ fileName, imported, onClose }: ImportedFile & { onClose: () => void }) {
  const { instance, source } = imported;
  return (
    <header className="flex flex-col gap-1 px-4 pt-2 pb-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <IdHeading instanceId={instance.instanceId} what="instance id" />
        <StatusBadge status={instance.runtimeStatus} className="font-medium" />
        {instance.name !== null && <bdi className="truncate">{toVisibleText(instance.name)}</bdi>}
        <div className="ml-auto">
          <Button onClick={onClose}>Open another file</Button>
        </div>
      </div>
      <p role="status" className="flex min-w-0 items-center gap-1.5 text-sm text-warning">
        <FileInput aria-hidden size={14} className="shrink-0" />
        <span className="wrap-anywhere">
          Imported from {toVisibleText(fileName)}, {importSources[source]}: as it was when the file was
          written
        </span>
      </p>
    </header>
  );
}

/** Every view of an instance, over a file. */
export function ImportedView({ onClose, ...file }: ImportedFile & { onClose: () => void }) {
  const { imported } = file;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const execution = useMemo(() => importedExecution(imported), [imported]);
  const reader = useMemo(() => readerOf(imported), [imported]);

  function changeSearch(change: InstanceSearch): void {
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  }
  return (
    <PayloadReaderContext value={reader}>
      <ImportedHeader {...file} onClose={onClose} />
      <div className="px-4 pb-2 empty:hidden">
        <ProblemList problems={imported.problems} />
      </div>
      <InstanceTabs
        hub={importedHub}
        instance={imported.instance}
        execution={execution}
        selected={search.event}
        onSelect={(event) => changeSearch({ event })}
        search={search}
        onSearch={changeSearch}
      />
    </PayloadReaderContext>
  );
}
