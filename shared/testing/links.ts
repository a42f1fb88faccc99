import type { LinksAndQueries } from '../contract/links.ts';
import { at } from './instances.ts';

export function makeLinks(changes: Partial<LinksAndQueries> = {}): LinksAndQueries {
  return { links: [], queries: [], from: at(0), to: at(60), problems: [], ...changes };
}
