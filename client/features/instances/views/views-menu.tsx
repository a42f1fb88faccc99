import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Bookmark, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo, useState } from 'react';
import type { SavedView } from '../../../../shared/contract/saved-views.ts';
import { Button } from '../../../components/button.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { InstanceListSearch } from '../instance-list-search.ts';
import { useOwnViews } from './own-views.ts';
import { sharedViewsQuery } from './saved-views-queries.ts';
import { useDefaultView } from './use-default-view.ts';
import { canonicalViewText, searchOfView, viewTextOf } from './view-search.ts';
import { ViewsPanel } from './views-panel.tsx';

interface ViewsMenuProps {
  hub: string;
  /** What the list shows, columns included: what “save” keeps. */
  search: InstanceListSearch;
}

/** The saved views of a hub, and the one that is open. Opens the default view when the address asks for nothing. */
export function ViewsMenu(props: ViewsMenuProps) {
  return <HubViewsMenu key={props.hub} {...props} />;
}

/** The view whose address this is; own ones first. */
function useOpenView(hub: string, addressText: string): SavedView | null {
  const own = useOwnViews(hub);
  const { data: shared } = useQuery(sharedViewsQuery(hub));
  return useMemo(() => {
    const views = addressText === '' ? [] : [...own.views, ...(shared?.views ?? [])];
    return views.find(({ search }) => canonicalViewText(search) === addressText) ?? null;
  }, [own, shared, addressText]);
}

function HubViewsMenu({ hub, search }: ViewsMenuProps) {
  const navigate = useNavigate();
  const address = useLocation({ select: ({ searchStr }) => searchStr });
  const [isOpen, setIsOpen] = useState(false);
  const openView = useOpenView(hub, canonicalViewText(address));

  function show(text: string, isReplacing: boolean): void {
    setIsOpen(false);
    const target = { to: '/hubs/$hub/instances', params: { hub }, search: searchOfView(text) } as const;
    void navigate({ ...target, replace: isReplacing });
  }

  useDefaultView(hub, address === '', {
    // The way back must not lead to the address that leads here.
    onOpen: (view) => show(view.search, true),
    onAll: () => show('', true),
  });

  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger asChild>
          <Button icon={Bookmark} className="min-w-0 shrink!">
            <span className="max-w-48 truncate">
              {openView === null ? 'Views' : `View: ${toVisibleText(openView.name)}`}
            </span>
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            aria-label="Saved views"
            className="z-30 flex max-h-(--radix-popover-content-available-height) w-96 max-w-[calc(100vw-16px)] flex-col overflow-y-auto rounded-lg border border-line-strong bg-raised shadow-lg"
          >
            <ViewsPanel
              hub={hub}
              shownText={viewTextOf(search)}
              openViewId={openView?.id ?? null}
              onShow={(text) => show(text, false)}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {openView !== null && (
        <Button look="quiet" icon={X} onClick={() => show('', false)}>
          All instances
        </Button>
      )}
    </span>
  );
}
