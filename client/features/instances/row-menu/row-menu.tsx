import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { usePreferences } from '../../../lib/preferences.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { instanceHref } from '../table/instance-href.ts';
import type { ListEntry } from '../table/list-entries.ts';
import type { RowActions } from '../table/row-events.ts';
import { filtersOfRow } from './row-filters.ts';

export interface OpenRowMenu {
  readonly entry: ListEntry;
  /** In the window. */
  readonly place: { readonly x: number; readonly y: number };
}

interface RowMenuProps extends OpenRowMenu {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string;
  onTextChange: (text: string) => void;
  actions: RowActions;
  onClose: () => void;
}

export function RowMenu({ entry, place, hub, text, onTextChange, actions, onClose }: RowMenuProps) {
  const { timeZone } = usePreferences();
  const { row } = entry.listed;
  const { instanceId } = row;
  // Copying needs the page to have the focus; what went wrong is told in the menu, which then stays.
  const [isRefused, setIsRefused] = useState(false);

  async function copy(copied: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(copied);
      onClose();
    } catch {
      setIsRefused(true);
    }
  }

  function returnFocus(event: Event): void {
    event.preventDefault();
    document.querySelector<HTMLElement>(`[role=row][data-row="${entry.index}"]`)?.focus();
  }

  const link = `${window.location.origin}${instanceHref(hub, instanceId)}`;
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: place.x, top: place.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          aria-label={`Actions on ${instanceId}`}
          onCloseAutoFocus={returnFocus}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-lg border border-line-strong bg-raised py-1 shadow-lg"
        >
          <p className="truncate px-3 py-1 font-mono text-sm text-ink-muted">{toVisibleText(instanceId)}</p>
          {isRefused && (
            <p role="alert" className="px-3 py-1 text-sm text-danger">
              The browser did not allow copying.
            </p>
          )}
          <Item onSelect={() => actions.open(entry.index)}>Open</Item>
          <Item onSelect={() => actions.openInTab(entry.index)}>Open in a new tab</Item>
          <DropdownMenu.Separator className="my-1 border-t border-line" />
          <CopyItem onCopy={() => copy(instanceId)}>Copy id</CopyItem>
          <CopyItem onCopy={() => copy(link)}>Copy link</CopyItem>
          <CopyItem onCopy={() => copy(JSON.stringify(row, null, 2))}>Copy row as JSON</CopyItem>
          <DropdownMenu.Separator className="my-1 border-t border-line" />
          {filtersOfRow(row, text, timeZone).map((filter) => (
            <Item key={filter.label} onSelect={() => onTextChange(filter.text)}>
              {toVisibleText(filter.label)}
            </Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemClass =
  'flex h-7 cursor-pointer items-center truncate px-3 outline-none data-highlighted:bg-selected';

function Item({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={itemClass}>
      <span className="truncate">{children}</span>
    </DropdownMenu.Item>
  );
}

/** Stays open until the copy is made. */
function CopyItem({ onCopy, children }: { onCopy: () => Promise<void>; children: ReactNode }) {
  return (
    <DropdownMenu.Item
      onSelect={(event) => {
        event.preventDefault();
        void onCopy();
      }}
      className={itemClass}
    >
      {children}
    </DropdownMenu.Item>
  );
}
