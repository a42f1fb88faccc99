import { ListFilter, PanelLeftClose, PanelLeftOpen, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { FacetList, type FacetListProps } from './facet-list.tsx';
import { useIsWide, usePanelShown } from './panel-memory.ts';

/** Beside the list where there is room; a strip when the reader put it away, a drawer on narrow windows. */
export function FacetPanel(props: FacetListProps) {
  const isWide = useIsWide();
  const [isShown, setShown] = usePanelShown();
  if (!isWide) return <FacetDrawer {...props} />;
  if (!isShown)
    return (
      <div className="shrink-0 border-r border-line p-1">
        <Button
          look="quiet"
          icon={PanelLeftOpen}
          aria-label="Show facets"
          title="Show facets"
          onClick={() => setShown(true)}
        />
      </div>
    );
  return (
    <aside
      aria-label="Facets"
      className="relative w-64 shrink-0 overflow-x-hidden overflow-y-auto border-r border-line"
    >
      <FacetList {...props} />
      <Button
        look="quiet"
        icon={PanelLeftClose}
        aria-label="Hide facets"
        title="Hide facets"
        className="absolute top-1 right-1"
        onClick={() => setShown(false)}
      />
    </aside>
  );
}

function FacetDrawer(props: FacetListProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <div className="shrink-0 border-r border-line p-1">
        <Dialog.Trigger asChild>
          <Button look="quiet" icon={ListFilter} aria-label="Show facets" title="Show facets" />
        </Dialog.Trigger>
      </div>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-72 max-w-[90vw] overflow-y-auto border-r border-line-strong bg-raised shadow-xl"
        >
          <Dialog.Title className="sr-only">Facets</Dialog.Title>
          <FacetList {...props} />
          <Dialog.Close asChild>
            <Button look="quiet" icon={X} aria-label="Hide facets" className="absolute top-1 right-1" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
