import { z } from 'zod';
import { instanceKind, runtimeStatus, sortColumns } from '../../../shared/contract/instances.ts';

/** One or many texts; an item that is not valid is dropped, the others stay. */
function listOf<Item extends string>(item: z.ZodType<Item>) {
  return z
    .unknown()
    .transform((value) => {
      const items = (Array.isArray(value) ? value : [value]).flatMap((one) => item.safeParse(one).data ?? []);
      return items.length === 0 ? undefined : [...new Set(items)];
    })
    .optional();
}

const defaultSort = 'createdAt';
const defaultOrder = 'desc';

/** What the URL of the instances list says. Absent = not filtered; sort and order absent = newest first. */
export const instanceListSearch = z.object({
  status: listOf(runtimeStatus),
  kind: instanceKind.optional().catch(undefined),
  name: listOf(z.string().min(1)),
  idPrefix: z.string().min(1).optional().catch(undefined),
  sort: z.enum(sortColumns).optional().catch(undefined),
  order: z.enum(['asc', 'desc']).optional().catch(undefined),
});
export type InstanceListSearch = z.output<typeof instanceListSearch>;

export type SortColumn = (typeof sortColumns)[number];

export function sortOf(search: InstanceListSearch): { sort: SortColumn; order: 'asc' | 'desc' } {
  return { sort: search.sort ?? defaultSort, order: search.order ?? defaultOrder };
}

export type InstanceListFilter = Pick<InstanceListSearch, 'status' | 'kind' | 'name' | 'idPrefix'>;

export function filterOf({ status, kind, name, idPrefix }: InstanceListSearch): InstanceListFilter {
  return { status, kind, name, idPrefix };
}

export function isFiltered(search: InstanceListSearch): boolean {
  return Object.values(filterOf(search)).some((value) => value !== undefined);
}

/** The list with one item put in or taken out; an empty list is no filter. */
export function toggled<Item>(items: readonly Item[] | undefined, item: Item): Item[] | undefined {
  const rest = (items ?? []).filter((one) => one !== item);
  const next = rest.length === (items?.length ?? 0) ? [...rest, item] : rest;
  return next.length === 0 ? undefined : next;
}
