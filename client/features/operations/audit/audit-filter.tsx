import { X } from 'lucide-react';
import { auditedNames, auditResults } from '../../../../shared/contract/audit.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { Button } from '../../../components/button.tsx';
import { auditedLabel } from '../../../components/audited-label.ts';
import { SearchField } from '../../../components/search-field.tsx';
import { Select } from '../../../components/select.tsx';
import { usePreferences } from '../../../lib/preferences.ts';
import { fromWallText, toWallText } from '../../../lib/wall-time.ts';
import type { OperationsSearch } from '../operations-search.ts';

interface AuditFilterProps {
  search: OperationsSearch;
  onChange: (change: Partial<OperationsSearch>) => void;
}

const anyCommand = { value: '', label: 'Any command' } as const;
const anyResult = { value: '', label: 'Any result' } as const;

const commandOptions = [anyCommand, ...auditedNames.map((value) => ({ value, label: auditedLabel(value) }))];
const resultOptions = [anyResult, ...auditResults.map((value) => ({ value, label: value }))];

interface MomentFieldProps {
  label: string;
  value: Instant | undefined;
  onChange: (instant: Instant | undefined) => void;
}

function MomentField({ label, value, onChange }: MomentFieldProps) {
  const { timeZone } = usePreferences();
  return (
    <label className="inline-flex items-center gap-1.5">
      <span className="text-ink-muted">{label}</span>
      <input
        type="datetime-local"
        step={1}
        title={`In ${timeZone}`}
        // Half a date is no value: the browser keeps it while it is typed.
        key={`${timeZone} ${value === undefined ? '' : 'set'}`}
        defaultValue={value === undefined ? '' : toWallText(value, timeZone)}
        onChange={(event) => onChange(fromWallText(event.target.value, timeZone) ?? undefined)}
        className="h-7 rounded-md border border-line-strong bg-raised px-2"
      />
    </label>
  );
}

/** Which entries of the log, all of it in the address. */
export function AuditFilter({ search, onChange }: AuditFilterProps) {
  const { text, command, result, instance, ofJob, from, to } = search;
  const isFiltered = [text, command, result, instance, ofJob, from, to].some((part) => part !== undefined);
  return (
    <div role="search" aria-label="Audit log" className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-1">
      <SearchField
        label="Text in the user, the reason or the instance id"
        placeholder="user, reason or instance id"
        value={text ?? ''}
        onChange={(typed) => onChange({ text: typed === '' ? undefined : typed })}
      />
      <Select
        label="Command"
        options={commandOptions}
        value={command ?? ''}
        onChange={(chosen) => onChange({ command: auditedNames.find((known) => known === chosen) })}
        className="w-44"
      />
      <Select
        label="Result"
        options={resultOptions}
        value={result ?? ''}
        onChange={(chosen) => onChange({ result: auditResults.find((known) => known === chosen) })}
        className="w-32"
      />
      <SearchField
        label="Of the instance"
        placeholder="whole instance id"
        value={instance ?? ''}
        onChange={(typed) => onChange({ instance: typed === '' ? undefined : typed })}
      />
      <MomentField label="From" value={from} onChange={(moment) => onChange({ from: moment })} />
      <MomentField label="To" value={to} onChange={(moment) => onChange({ to: moment })} />
      {ofJob !== undefined && (
        <Button icon={X} title={ofJob} onClick={() => onChange({ ofJob: undefined })}>
          Only of one job
        </Button>
      )}
      {isFiltered && (
        <Button
          look="quiet"
          icon={X}
          onClick={() =>
            onChange({
              text: undefined,
              command: undefined,
              result: undefined,
              instance: undefined,
              ofJob: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          Clear
        </Button>
      )}
    </div>
  );
}
