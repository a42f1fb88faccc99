import type { z } from 'zod';
import type { exportInstances, ExportFormat } from '../../../shared/contract/instance-export.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { InstanceIndex } from '../../task-hub/instance-index.ts';
import { csvWriter } from './csv-rows.ts';

type ExportQuery = z.output<typeof exportInstances.query>;

interface RowWriter {
  /** Before the first row. */
  readonly heading: string;
  rows(rows: readonly InstanceRow[], isFirst: boolean): string;
  readonly ending: string;
}

function writerOf({ format, column }: ExportQuery): RowWriter {
  const writers: Record<ExportFormat, () => RowWriter> = {
    csv: () => ({ ...csvWriter(column), ending: '' }),
    json: () => ({
      heading: '[',
      rows: (rows, isFirst) =>
        rows.map((row, n) => `${isFirst && n === 0 ? '' : ','}\n${JSON.stringify(row)}`).join(''),
      ending: '\n]\n',
    }),
    ndjson: () => ({
      heading: '',
      rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
      ending: '',
    }),
  };
  return writers[format]();
}

async function* write(
  pages: AsyncIterable<readonly InstanceRow[]>,
  writer: RowWriter,
): AsyncGenerator<string, undefined, undefined> {
  let text = writer.heading;
  let isFirst = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield text + writer.rows(page, isFirst);
    text = '';
    isFirst = false;
  }
  yield text + writer.ending;
}

export interface Export {
  /** Rows that will come. */
  readonly total: number;
  /** The file in parts, each made when it is asked for; `return` lets the snapshot go. */
  readonly parts: AsyncGenerator<string, undefined, undefined>;
}

export async function exportRows(index: InstanceIndex, query: ExportQuery): Promise<Export> {
  const { q, sort, order } = query;
  const { total, pages } = await index.snapshot({ q, sort, order });
  return { total, parts: write(pages, writerOf(query)) };
}
