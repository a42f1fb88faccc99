import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { msToInstant } from '../../shared/domain/instant.ts';
import { formatCount } from '../lib/format-count.ts';
import { formatOffset } from '../lib/format-instant.ts';
import { browserZone, setPreferences, usePreferences } from '../lib/preferences.ts';
import { findZones, type ZoneChoice } from './zone-choices.ts';

interface ZonePickerProps {
  /** Holds the button and this panel: a click or the focus elsewhere closes. */
  box: RefObject<HTMLElement | null>;
  onClose: (givesFocusBack: boolean) => void;
}

function useCloseOutside({ box, onClose }: ZonePickerProps): void {
  useEffect(() => {
    function closeOutside(event: Event): void {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) onClose(false);
    }
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [box, onClose]);
}

interface ZoneOptionProps {
  zone: ZoneChoice;
  isChosen: boolean;
  onChoose: (value: string) => void;
}

function ZoneOption({ zone, isChosen, onChoose }: ZoneOptionProps) {
  return (
    <Command.Item
      value={zone.value}
      onSelect={() => onChoose(zone.value)}
      className="flex h-7 cursor-pointer items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-selected"
    >
      <Check aria-hidden size={14} className={isChosen ? 'text-accent' : 'invisible'} />
      <span className="min-w-0 flex-1 truncate">
        {zone.label}
        {isChosen && <span className="sr-only">, chosen</span>}
      </span>
      <span className="text-ink-faint">{zone.offset}</span>
    </Command.Item>
  );
}

export function ZonePicker({ box, onClose }: ZonePickerProps) {
  const { timeZone, isBrowserZone } = usePreferences();
  const [text, setText] = useState('');
  // Offsets are those of the moment the panel opened.
  const [nowMs] = useState(() => Date.now());
  const input = useRef<HTMLInputElement>(null);
  const { choices, others } = findZones(text, nowMs);
  const browser = browserZone();
  const local = {
    value: 'local',
    label: `Local: ${browser}, as this browser`,
    offset: formatOffset(msToInstant(nowMs), browser).replace('UTC', '+00:00'),
  };
  const isLocalFound = local.label.toLowerCase().includes(text.trim().toLowerCase());

  useCloseOutside({ box, onClose });
  useEffect(() => input.current?.focus(), []);

  function choose(value: string): void {
    setPreferences({ timeZone: value });
    onClose(true);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose(true);
  }
  const shown = isLocalFound ? [local, ...choices] : choices;
  return (
    <div
      role="dialog"
      aria-label="Time zone"
      onKeyDown={onKeyDown}
      className="absolute top-full right-0 z-30 mt-1 w-80 rounded-lg border border-line-strong bg-raised shadow-lg max-[700px]:fixed max-[700px]:inset-x-2 max-[700px]:top-24 max-[700px]:w-auto"
    >
      <Command shouldFilter={false} vimBindings={false} label="Time zone">
        <Command.Input
          ref={input}
          value={text}
          onValueChange={setText}
          placeholder="City, region or offset"
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-ink-faint"
        />
        <Command.List label="Time zones" className="max-h-72 overflow-y-auto p-1">
          {shown.map((zone) => (
            <ZoneOption
              key={zone.value}
              zone={zone}
              isChosen={zone.value === (isBrowserZone ? 'local' : timeZone)}
              onChoose={choose}
            />
          ))}
        </Command.List>
        <p role="status" className="px-3 pb-2 text-sm text-ink-muted empty:hidden">
          {shown.length === 0 && `No time zone has “${text}” in its name or offset.`}
          {others > 0 && `${formatCount(others)} more: type to find them.`}
        </p>
      </Command>
    </div>
  );
}
