import { parseSearch, stringifySearch } from '../../../lib/search-text.ts';
import { instanceListSearch, type InstanceListSearch } from '../instance-list-search.ts';

/** What a view keeps of an address: not the row somebody had selected. Equal views are equal texts. */
export function viewTextOf(search: InstanceListSearch): string {
  const kept = { ...instanceListSearch.parse(search), selected: undefined, view: undefined };
  return stringifySearch(kept).slice(1);
}

export function searchOfView(text: string): InstanceListSearch {
  const search = instanceListSearch.parse(parseSearch(text));
  // An empty address would bring the default view back.
  return viewTextOf(search) === '' ? { ...search, view: 'all' } : search;
}

/** The same text for whatever was saved or typed in whatever order. */
export function canonicalViewText(text: string): string {
  return viewTextOf(instanceListSearch.parse(parseSearch(text)));
}

export function viewHref(hub: string, text: string): string {
  return `${window.location.origin}/hubs/${encodeURIComponent(hub)}/instances${stringifySearch(searchOfView(text))}`;
}
