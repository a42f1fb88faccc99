/** One column of the list as the reader set it up; `widthPx: null` = as wide as it is by default. */
interface ShownColumn {
  readonly id: string;
  readonly widthPx: number | null;
}

export type ColumnChoice = readonly ShownColumn[];

const minColumnPx = 48;
const maxColumnPx = 1_200;

export function clampWidth(widthPx: number): number {
  return Math.round(Math.min(maxColumnPx, Math.max(minColumnPx, widthPx)));
}

function widthOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,5}$/.test(text) ? clampWidth(Number(text)) : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What is no column is left out; `null` when nothing is left. */
export function parseColumns(text: string, isColumn: (id: string) => boolean): ColumnChoice | null {
  const byId = new Map<string, ShownColumn>();
  for (const part of text.split(',')) {
    const [name, width] = part.split(':');
    const id = decoded(name ?? '');
    if (id !== null && isColumn(id) && !byId.has(id)) byId.set(id, { id, widthPx: widthOf(width) });
  }
  return byId.size === 0 ? null : [...byId.values()];
}

/** Names of custom status fields and tags may hold the separators. */
function encoded(id: string): string {
  return id.replaceAll(/[%,:]/g, encodeURIComponent);
}

export function printColumns(columns: ColumnChoice): string {
  return columns.map(({ id, widthPx }) => encoded(id) + (widthPx === null ? '' : `:${widthPx}`)).join(',');
}

export function withWidth(columns: ColumnChoice, id: string, widthPx: number | null): ColumnChoice {
  return columns.map((column) =>
    column.id === id ? { id, widthPx: widthPx === null ? null : clampWidth(widthPx) } : column,
  );
}

/** Puts the column where the other one stands. */
export function moveTo(columns: ColumnChoice, id: string, place: number): ColumnChoice {
  const moved = columns.find((column) => column.id === id);
  if (moved === undefined) return columns;
  const rest = columns.filter((column) => column !== moved);
  const to = Math.min(Math.max(place, 0), rest.length);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

export function moveBy(columns: ColumnChoice, id: string, step: number): ColumnChoice {
  return moveTo(columns, id, columns.findIndex((column) => column.id === id) + step);
}

/** The last column stays: a list without columns says nothing. */
export function toggleColumn(columns: ColumnChoice, id: string): ColumnChoice {
  if (!columns.some((column) => column.id === id)) return [...columns, { id, widthPx: null }];
  return columns.length === 1 ? columns : columns.filter((column) => column.id !== id);
}
