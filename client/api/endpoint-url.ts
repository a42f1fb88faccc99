import type { Addressed, ParamsOf, QueryOf } from '../../shared/contract/endpoint.ts';
import { toPathSegment } from '../../shared/domain/instance-id.ts';
import { NoHubError } from './api-errors.ts';
import { importedHub } from './imported-hub.ts';

function appendValue(search: URLSearchParams, key: string, value: unknown): void {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) appendValue(search, key, item);
    return;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new TypeError(`Query parameter ${key} is neither text, number nor boolean.`);
  search.append(key, String(value));
}

/** Absolute, because fetch outside a browser does not know the page it runs on. What is asked of an imported file throws a `NoHubError`. */
export function endpointUrl<E extends Addressed>(
  endpoint: E,
  params: ParamsOf<E> | undefined,
  query: QueryOf<E> | undefined,
): string {
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  if (values.get('hub') === importedHub) throw new NoHubError();
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_match, name: string) => {
    const value = values.get(name);
    if (typeof value !== 'string')
      throw new TypeError(`Path parameter ${name} of ${endpoint.path} is missing.`);
    return encodeURIComponent(toPathSegment(value));
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) appendValue(search, key, value);
  const text = search.toString();
  return `${window.location.origin}${path}${text === '' ? '' : `?${text}`}`;
}
