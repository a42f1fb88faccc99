import { printFilter } from '../../../../shared/domain/instance-filter/print-filter.ts';
import type { Selection } from './selection.ts';

function idTerm(ids: ReadonlySet<string>, isNegated: boolean): string {
  const patterns = [...ids].map((id) => [id]);
  return printFilter([{ field: 'id', path: null, patterns, isNegated }]);
}

/** Filter text that asks for exactly the selected rows. */
export function questionOf(selection: Selection): string {
  if (selection.kind === 'picked') return idTerm(selection.ids, false);
  if (selection.except.size === 0) return selection.q;
  return [selection.q, idTerm(selection.except, true)].filter((part) => part !== '').join(' ');
}
