import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { ListHead } from './instances-queries.ts';
import type { OpenRowMenu } from './row-menu/row-menu.tsx';
import { isSelected } from './selection/selection.ts';
import type { SelectionState } from './selection/use-selection.ts';
import { instanceHref } from './table/instance-href.ts';
import type { ListEntry } from './table/list-entries.ts';
import type { ListContent, ListPages } from './table/list-pages.ts';
import type { RowActions } from './table/row-events.ts';

interface ActionSetup {
  readonly head: ListHead | null;
  readonly pages: ListPages;
  /** Indexes of the rows in view. */
  readonly inView: () => { readonly first: number; readonly last: number };
  readonly selection: SelectionState;
  readonly onOpen: (row: InstanceRow) => void;
  readonly onMenu: (menu: OpenRowMenu) => void;
}

function idsBetween({ entries }: ListContent, first: number, last: number): string[] {
  return entries
    .filter(({ index }) => index >= first && index <= last)
    .map(({ listed }) => listed.row.instanceId);
}

export function useRowActions({ head, pages, inView, selection, onOpen, onMenu }: ActionSetup): RowActions {
  function entryAt(index: number): ListEntry | undefined {
    return pages.contentOf(head).byIndex.get(index);
  }

  /** The pages between may not be here: then they are read first. */
  async function selectRange(from: number, to: number): Promise<void> {
    const [first, last] = from < to ? [from, to] : [to, from];
    const known = idsBetween(pages.contentOf(head), first, last);
    if (head === null || known.length === last - first + 1) {
      selection.pick(known, true, to);
      return;
    }
    const { pickRange } = await import('./selection/pick-range.ts');
    await pickRange({ head, selection, from, to });
  }

  function toggle(index: number, isRange: boolean): void {
    const entry = entryAt(index);
    if (entry === undefined) return;
    const { instanceId } = entry.listed.row;
    const isOn = !isSelected(selection.selection, instanceId);
    if (isRange && selection.anchor !== null) void selectRange(selection.anchor, index);
    else selection.pick([instanceId], isOn, index);
  }

  function toggleScreen(): void {
    const { first, last } = inView();
    const ids = idsBetween(pages.contentOf(head), first, last);
    const isOn = ids.some((id) => !isSelected(selection.selection, id));
    selection.pick(ids, isOn, null);
  }

  return {
    toggle,
    toggleScreen,
    clear: selection.clear,
    open: (index) => {
      const row = entryAt(index)?.listed.row;
      if (row !== undefined) onOpen(row);
    },
    openInTab: (index) => {
      const row = entryAt(index)?.listed.row;
      if (row !== undefined && head !== null)
        window.open(instanceHref(head.hub, row.instanceId), '_blank', 'noopener');
    },
    openMenu: (index, place) => {
      const entry = entryAt(index);
      if (entry !== undefined) onMenu({ entry, place });
    },
  };
}
