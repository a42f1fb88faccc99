import { z } from 'zod';
import { sortColumns, type SortColumn } from '../../../shared/contract/instances.ts';

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

const defaultSort = 'createdAt';
const defaultOrder = 'desc';

/** What the URL of the instances list says; what is absent is as the reader last had it, or the default. */
export const instanceListSearch = z.object({
  /** Filter text, as typed and with its mistakes. */
  q: lenient(z.string().min(1)),
  sort: lenient(z.enum(sortColumns)),
  order: lenient(z.enum(['asc', 'desc'])),
  /** Ids of the shown columns in order, each with `:width` where somebody resized it, separated by commas. */
  columns: lenient(z.string().min(1).max(2000)),
  density: lenient(z.enum(['normal', 'dense'])),
  /** By which time the histogram counts. */
  histogram: lenient(z.enum(['created', 'updated', 'off'])),
  color: lenient(z.enum(['status', 'name'])),
  /** The top of the list follows the hub by itself. */
  live: lenient(z.enum(['on'])),
  /** All instances, although the hub has a default view. */
  view: lenient(z.enum(['all'])),
  /** Instance id of the selected row. */
  selected: lenient(z.string().min(1)),
});
export type InstanceListSearch = z.output<typeof instanceListSearch>;

export interface ListOrder {
  readonly sort: SortColumn;
  readonly order: 'asc' | 'desc';
}

export function sortOf(search: InstanceListSearch): ListOrder {
  return { sort: search.sort ?? defaultSort, order: search.order ?? defaultOrder };
}
