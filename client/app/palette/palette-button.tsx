import { Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';

const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }));

const keyText = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

function isPaletteKey(event: KeyboardEvent): boolean {
  const isAlone = !event.altKey && !event.shiftKey;
  return isAlone && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
}

/** Opens the palette, as its key does everywhere; the palette itself is loaded then. */
export function PaletteButton({ hub }: { hub: string | null }) {
  const [opener, setOpener] = useState<Element | null>(null);
  const close = useCallback(() => setOpener(null), []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      setOpener((open) => (open === null ? (document.activeElement ?? document.body) : null));
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <Button
        icon={Search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label="Find anything"
        title={`Find ids, names, hubs, views, pages and actions (${keyText})`}
        onClick={(event) => setOpener(event.currentTarget)}
      >
        <kbd aria-hidden className="font-sans text-sm text-ink-faint">
          {keyText}
        </kbd>
      </Button>
      {opener !== null && (
        <Suspense>
          <PaletteDialog hub={hub} opener={opener} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
