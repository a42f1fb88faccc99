import {
  exportColumns,
  type ExportColumn,
  type ExportFormat,
} from '../../../../shared/contract/instance-export.ts';
import { Button } from '../../../components/button.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { exportColumnWords } from './export-columns.ts';

const formats = [
  { value: 'csv', label: 'CSV' },
  { value: 'json', label: 'JSON' },
  { value: 'ndjson', label: 'NDJSON' },
] as const;

const formatWords = {
  csv: 'For spreadsheets. Texts that one might calculate get an apostrophe in front.',
  json: 'One array with every field of every row, as the API has them.',
  ndjson: 'One JSON text a line, with every field of every row: for scripts, and for very many rows.',
} as const satisfies Record<ExportFormat, string>;

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly columns: readonly ExportColumn[];
}

interface ExportChoicesProps {
  choice: ExportChoice;
  /** What the list shows. */
  listColumns: readonly ExportColumn[];
  onChange: (choice: ExportChoice) => void;
}

export function ExportChoices({ choice, listColumns, onChange }: ExportChoicesProps) {
  const { format, columns } = choice;
  const chooseColumns = (chosen: readonly ExportColumn[]) => onChange({ ...choice, columns: chosen });

  function toggle(column: ExportColumn, isChosen: boolean): void {
    chooseColumns(isChosen ? [...columns, column] : columns.filter((chosen) => chosen !== column));
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <div>
          <Segmented
            label="Format"
            segments={formats}
            value={format}
            onChange={(chosen) => onChange({ ...choice, format: chosen })}
          />
        </div>
        <p className="text-ink-muted">{formatWords[format]}</p>
      </div>
      {format === 'csv' && (
        <fieldset>
          <legend className="float-left mr-3 pt-1 font-medium">Columns</legend>
          <Button look="quiet" onClick={() => chooseColumns(listColumns)}>
            As in the list
          </Button>
          <Button look="quiet" onClick={() => chooseColumns(exportColumns)}>
            All
          </Button>
          <div className="mt-1 grid clear-both grid-cols-3 gap-x-3">
            {exportColumns.map((column) => (
              <label key={column} className="flex items-center gap-2 py-0.5">
                <input
                  type="checkbox"
                  checked={columns.includes(column)}
                  onChange={(event) => toggle(column, event.target.checked)}
                  className="accent-accent"
                />
                {exportColumnWords[column]}
              </label>
            ))}
          </div>
          {columns.length === 0 && (
            <p role="alert" className="mt-1 text-danger">
              Choose at least one column.
            </p>
          )}
        </fieldset>
      )}
    </div>
  );
}
