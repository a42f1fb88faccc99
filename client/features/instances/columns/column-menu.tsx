import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type RefObject, type SyntheticEvent } from 'react';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { moveBy, printColumns, toggleColumn } from './column-choice.ts';
import { columnIds, isColumn, lookOf, pathOf } from './column-list.ts';
import type { ListLayout } from './use-columns.ts';

interface ColumnMenuProps {
  /** The button that opened it. */
  anchor: RefObject<HTMLButtonElement | null>;
  layout: ListLayout;
  onClose: () => void;
}

const densities = [
  { value: 'normal', label: 'Normal' },
  { value: 'dense', label: 'Dense' },
] as const;

/** Says everything: what is usual here need not be what another browser remembers of this list. */
function sharedAddress({ columns, density }: ListLayout): string {
  const address = new URL(window.location.href);
  address.searchParams.set('columns', printColumns(columns));
  address.searchParams.set('density', density);
  return address.href;
}

export function ColumnMenu({ anchor, layout, onClose }: ColumnMenuProps) {
  const { columns, density } = layout;
  const shown = columns.map(({ id }) => id);
  const others = columnIds.filter((id) => !shown.includes(id));
  const toggle = (id: string) => layout.setColumns(toggleColumn(columns, id));
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          aria-label="Columns"
          // The button closes it by itself; closed here too, it would open again.
          onInteractOutside={(event) =>
            event.target instanceof Node && anchor.current?.contains(event.target) && event.preventDefault()
          }
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className="z-40 flex max-h-[70vh] w-80 flex-col rounded-lg border border-line-strong bg-raised shadow-lg"
        >
          <div className="flex items-center justify-between gap-2 border-b border-line px-3 py-2">
            <Segmented
              label="Height of the rows"
              segments={densities}
              value={density}
              onChange={layout.setDensity}
            />
            <Button look="quiet" onClick={() => layout.setColumns(null)}>
              Reset
            </Button>
          </div>
          <div className="min-h-0 overflow-y-auto px-3 py-2">
            <ul aria-label="Shown columns" className="flex flex-col">
              {shown.map((id, place) => (
                <li key={id} className="flex items-center">
                  <ColumnBox id={id} isShown isLast={shown.length === 1} onToggle={() => toggle(id)} />
                  <Button
                    look="quiet"
                    icon={ArrowUp}
                    aria-label={`Move ${lookOf(id).label} left`}
                    disabled={place === 0}
                    onClick={() => layout.setColumns(moveBy(columns, id, -1))}
                  />
                  <Button
                    look="quiet"
                    icon={ArrowDown}
                    aria-label={`Move ${lookOf(id).label} right`}
                    disabled={place === shown.length - 1}
                    onClick={() => layout.setColumns(moveBy(columns, id, 1))}
                  />
                </li>
              ))}
            </ul>
            <ul aria-label="Other columns" className="mt-1 flex flex-col border-t border-line pt-1">
              {others.map((id) => (
                <li key={id} className="flex items-center">
                  <ColumnBox id={id} isShown={false} isLast={false} onToggle={() => toggle(id)} />
                </li>
              ))}
            </ul>
          </div>
          <PathForm shown={shown} onAdd={toggle} />
          <p className="border-t border-line px-3 py-2 text-sm text-ink-muted">
            Drag a header to move it and its right edge to resize it; with the keyboard Ctrl+Shift+arrow and
            Shift+arrow. A double click on the edge fits the column.
          </p>
          <p className="flex items-center gap-1 border-t border-line px-3 py-1 text-sm">
            <CopyButton text={() => sharedAddress(layout)} what="link to the list with these columns" />
            Link to the list with these columns
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ColumnBoxProps {
  id: string;
  isShown: boolean;
  /** The one that has to stay. */
  isLast: boolean;
  onToggle: () => void;
}

function ColumnBox({ id, isShown, isLast, onToggle }: ColumnBoxProps) {
  return (
    <label className="flex h-7 min-w-0 flex-1 cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        checked={isShown}
        disabled={isLast}
        onChange={onToggle}
        className="accent-(--accent-fill)"
      />
      <span className="truncate">{lookOf(id).label}</span>
    </label>
  );
}

/** A column for one field of the custom status or one tag. */
function PathForm({ shown, onAdd }: { shown: readonly string[]; onAdd: (id: string) => void }) {
  const [id, setId] = useState('custom.');
  const isNew = isColumn(id) && pathOf(id) !== null && !shown.includes(id);
  function add(event: SyntheticEvent): void {
    event.preventDefault();
    if (!isNew) return;
    onAdd(id);
    setId('custom.');
  }
  return (
    <form onSubmit={add} className="flex items-center gap-2 border-t border-line px-3 py-2">
      <input
        value={id}
        onChange={(event) => setId(event.target.value)}
        aria-label="custom. and a field of the custom status, or tag. and a tag"
        placeholder="custom.step or tag.region"
        spellCheck={false}
        className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm"
      />
      <Button type="submit" icon={Plus} disabled={!isNew}>
        Add
      </Button>
    </form>
  );
}
