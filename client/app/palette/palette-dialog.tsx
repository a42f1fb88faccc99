import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useRef, useState, type KeyboardEvent } from 'react';
import { hubsQuery } from '../../api/hubs-queries.ts';
import { plural } from '../../lib/format-count.ts';
import { PaletteGroupView } from './palette-group.tsx';
import type { PaletteItem } from './palette-items.ts';
import { useFoundGroups } from './use-found-groups.ts';
import { useLocalGroups, type KnownHubs } from './use-local-groups.ts';
import { useSettledText } from './use-settled-text.ts';

interface PaletteDialogProps {
  hub: string | null;
  /** Gets the focus back. */
  opener: Element | null;
  /** Before this was there. */
  typedEarly: string;
  onClose: () => void;
}

/** Works from the address alone while the list of hubs is not there. */
function useKnownHubs(current: string | null): KnownHubs {
  const { data, error } = useQuery(hubsQuery);
  const known = (data?.hubs ?? []).map(({ hub, name, connection }) => ({
    hub,
    label: `${name} · ${connection}`,
  }));
  const isKnown = current === null || known.some(({ hub }) => hub === current);
  return { hubs: isKnown ? known : [{ hub: current, label: current }, ...known], error };
}

function usePalette(hub: string | null, typedEarly: string) {
  const [text, setText] = useState(typedEarly);
  const [selected, setSelected] = useState<string | null>(null);
  const wanted = text.trim();
  const asked = useSettledText(wanted);
  const known = useKnownHubs(hub);
  const { hubs } = known;
  const found = useFoundGroups(asked, hubs, hub);
  const local = useLocalGroups(wanted, known, hub);
  const groups = [...found, ...local];
  const items = groups.flatMap((group) => group.items);
  const isSearching = asked !== wanted || groups.some(({ pending }) => pending > 0);
  return { text, setText, selected, setSelected, wanted, hubs, groups, items, isSearching };
}

/** What a screen reader hears, and what stands where nothing was found. */
function outcomeText({ items, isSearching, wanted, hubs }: ReturnType<typeof usePalette>): string {
  if (isSearching) return 'Searching…';
  if (items.length > 0) return plural(items.length, 'result');
  return `Nothing found for “${wanted}”: looked through ids, names and saved views of ${plural(hubs.length, 'task hub')}, hubs, pages and actions.`;
}

const moveKeys: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End']);

export function PaletteDialog({ hub, opener, typedEarly, onClose }: PaletteDialogProps) {
  const router = useRouter();
  const palette = usePalette(hub, typedEarly);
  const { items, groups, text, selected } = palette;
  const field = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [hasMoved, setHasMoved] = useState(false);
  // Until somebody moves, the best answer is selected, however late it comes.
  const current = (hasMoved && items.find(({ key }) => key === selected)) || items[0];

  async function choose(item: PaletteItem, isApart: boolean): Promise<void> {
    if ('href' in item.target) {
      if (isApart) window.open(item.target.href, '_blank', 'noopener');
      else router.history.push(item.target.href);
      onClose();
      return;
    }
    const answer = item.target.run();
    if (answer === null) onClose();
    else setMessage(await answer);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (moveKeys.has(event.key)) setHasMoved(true);
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || current === undefined) return;
    event.preventDefault();
    void choose(current, true);
  }
  function type(typed: string): void {
    palette.setText(typed);
    setHasMoved(false);
    setMessage(null);
  }
  const outcome = message ?? outcomeText(palette);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            field.current?.focus();
            // Behind what was typed early, which typing goes on with.
            field.current?.setSelectionRange(text.length, text.length);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className="fixed top-[10vh] left-1/2 z-50 w-[min(640px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-xl"
        >
          <Dialog.Title className="sr-only">Find anything</Dialog.Title>
          <Dialog.Description className="sr-only">
            Enter opens, Ctrl and Enter in a new tab, Escape closes.
          </Dialog.Description>
          <Command
            shouldFilter={false}
            vimBindings={false}
            label="Ids, names, hubs, views, pages and actions"
            value={current?.key ?? ''}
            onValueChange={palette.setSelected}
            onKeyDown={onKeyDown}
            onPointerMove={() => setHasMoved(true)}
          >
            <Command.Input
              ref={field}
              value={text}
              onValueChange={type}
              placeholder="Ids, names, hubs, views, pages, actions"
              className="h-11 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-ink-faint"
            />
            <Command.List label="Results" className="max-h-[60vh] overflow-y-auto px-2 pb-2">
              {groups.map((group) => (
                <PaletteGroupView
                  key={group.heading}
                  group={group}
                  onChoose={(item) => void choose(item, false)}
                />
              ))}
            </Command.List>
            <div className="flex items-baseline gap-4 border-t border-line px-4 py-2 text-sm text-ink-muted">
              <span role="status" className="min-w-0 flex-1">
                {outcome}
              </span>
              <span aria-hidden className="shrink-0 max-[700px]:hidden">
                ↵ open · Ctrl ↵ new tab · Esc close
              </span>
            </div>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
