import { Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';

const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }));

const keyText = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

function isPaletteKey(event: KeyboardEvent): boolean {
  const isAlone = !event.altKey && !event.shiftKey;
  return isAlone && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
}

function isTyped({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey;
}

/** Opens the palette, as its key does everywhere; the palette itself is loaded then. */
export function PaletteButton({ hub }: { hub: string | null }) {
  const [opener, setOpener] = useState<Element | null>(null);
  const [typedEarly, setTypedEarly] = useState('');
  const close = useCallback(() => setOpener(null), []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      setTypedEarly('');
      setOpener((open) => (open === null ? (document.activeElement ?? document.body) : null));
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      {opener !== null && (
        <Suspense fallback={<EarlyKeys onKey={(key) => setTypedEarly((typed) => typed + key)} />}>
          <PaletteDialog hub={hub} opener={opener} typedEarly={typedEarly} onClose={close} />
        </Suspense>
      )}
      <Button
        icon={Search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label="Find anything"
        title={`Find ids, names, hubs, views, pages and actions (${keyText})`}
        onClick={(event) => {
          setTypedEarly('');
          setOpener(event.currentTarget);
        }}
      >
        <kbd aria-hidden className="font-sans text-sm text-ink-faint">
          {keyText}
        </kbd>
      </Button>
    </>
  );
}

/** What is typed while the code of the palette is on its way is kept for it. */
function EarlyKeys({ onKey }: { onKey: (key: string) => void }) {
  const keep = useEffectEvent(onKey);
  // Listening by the time the fallback is in place: the next key is milliseconds away.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isTyped(event)) return;
      event.preventDefault();
      event.stopPropagation();
      keep(event.key);
    }
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  return null;
}
