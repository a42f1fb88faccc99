import { Globe } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { usePreferences } from '../lib/preferences.ts';

const ZonePicker = lazy(async () => ({ default: (await import('./zone-picker.tsx')).ZonePicker }));

/** The header has room for the place, not for the continent it is on. */
function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Says in which zone times are written; the choice itself is loaded when somebody wants it. */
export function ZoneButton() {
  const { timeZone, isBrowserZone } = usePreferences();
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  const close = useCallback((givesFocusBack: boolean) => {
    setIsOpen(false);
    if (givesFocusBack) box.current?.querySelector('button')?.focus();
  }, []);

  return (
    <div ref={box} className="relative">
      <Button
        icon={Globe}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={`Times in ${timeZone}${isBrowserZone ? ', the zone of this browser' : ''}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="sr-only">Time zone:</span>
        <span className="max-w-36 truncate max-[1099px]:max-w-20">
          {isBrowserZone ? 'Local' : placeOf(timeZone)}
        </span>
      </Button>
      {isOpen && (
        <Suspense>
          <ZonePicker box={box} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
