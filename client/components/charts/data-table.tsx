import type { ReactNode } from 'react';

interface DataColumn {
  readonly key: string;
  readonly label: string;
}

export interface DataRow {
  readonly key: string | number;
  /** What the row is about. */
  readonly head: string;
  /** One a column. */
  readonly cells: readonly ReactNode[];
}

interface DataTableProps {
  label: string;
  /** Over the heads of the rows. */
  headLabel: string;
  columns: readonly DataColumn[];
  rows: readonly DataRow[];
}

const cellLook = 'px-2 py-0.5 text-right font-normal whitespace-nowrap';
const headLook = 'px-2 py-0.5 text-left font-normal whitespace-nowrap';

/** The numbers behind a picture. */
export function DataTable({ label, headLabel, columns, rows }: DataTableProps) {
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="mt-1 max-h-64 overflow-auto rounded-md border border-line"
    >
      <table aria-label={label} className="text-sm">
        <thead className="sticky top-0 bg-sunken text-ink-muted">
          <tr>
            <th scope="col" className={headLook}>
              {headLabel}
            </th>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`${cellLook} max-w-40 truncate`}
                title={column.label}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-t border-line">
              <th scope="row" className={headLook}>
                {row.head}
              </th>
              {columns.map((column, place) => (
                <td key={column.key} className={cellLook}>
                  {row.cells[place]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
