/** Rows the reader picked one by one, or all that match a filter but some. */
export type Selection =
  | { readonly kind: 'picked'; readonly ids: ReadonlySet<string> }
  | {
      readonly kind: 'matching';
      readonly q: string;
      readonly total: number;
      readonly except: ReadonlySet<string>;
    };

export const nothingSelected: Selection = { kind: 'picked', ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'picked' ? selection.ids.has(id) : !selection.except.has(id);
}

export function countSelected(selection: Selection): number {
  return selection.kind === 'picked' ? selection.ids.size : selection.total - selection.except.size;
}

function without(ids: ReadonlySet<string>, taken: readonly string[]): Set<string> {
  const rest = new Set(ids);
  for (const id of taken) rest.delete(id);
  return rest;
}

/** The rows become all selected, or all unselected. */
export function select(selection: Selection, ids: readonly string[], isOn: boolean): Selection {
  if (selection.kind === 'picked')
    return { kind: 'picked', ids: isOn ? new Set([...selection.ids, ...ids]) : without(selection.ids, ids) };
  const except = isOn ? without(selection.except, ids) : new Set([...selection.except, ...ids]);
  return except.size >= selection.total ? nothingSelected : { ...selection, except };
}
