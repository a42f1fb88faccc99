import type { HistoryState } from '@tanstack/react-router';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { mainLandmark } from '../../../lib/main-landmark.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { instanceHref } from '../table/instance-href.ts';
import type { ListEntry } from '../table/list-entries.ts';
import { CopyItem, MenuItem, Separator } from './menu-item.tsx';
import { RowCommands } from './row-commands.tsx';
import { filtersOfRow } from './row-filters.ts';

export interface OpenRowMenu {
  readonly entry: ListEntry;
  /** In the window. */
  readonly place: { readonly x: number; readonly y: number };
}

interface RowMenuProps extends OpenRowMenu {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string | undefined;
  onTextChange: (text: string) => void;
  /** Leads to the page of the row, which reads the state. */
  onOpen: (row: InstanceRow, state?: HistoryState) => void;
  onClose: () => void;
}

export function RowMenu({ entry, place, hub, text = '', onTextChange, onOpen, onClose }: RowMenuProps) {
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
      <DropdownMenu.Portal container={mainLandmark()}>
        <DropdownMenu.Content
          // Beside the pointer it moves up as far as it must to be seen whole.
          side="right"
          sideOffset={2}
          align="start"
          collisionPadding={8}
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
          <MenuItem onSelect={() => onOpen(row)}>Open</MenuItem>
          <MenuItem onSelect={() => window.open(link, '_blank', 'noopener')}>Open in a new tab</MenuItem>
          <Separator />
          <CopyItem onCopy={() => copy(instanceId)}>Copy id</CopyItem>
          <CopyItem onCopy={() => copy(link)}>Copy link</CopyItem>
          <CopyItem onCopy={() => copy(JSON.stringify(row, null, 2))}>Copy row as JSON</CopyItem>
          <Separator />
          <RowCommands
            hub={hub}
            row={row}
            onChoose={(command) => onOpen(row, { requestedCommand: { command, eventName: null } })}
          />
          {filtersOfRow(row, text, timeZone).map((filter) => (
            <MenuItem key={filter.label} onSelect={() => onTextChange(filter.text)}>
              {toVisibleText(filter.label)}
            </MenuItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
