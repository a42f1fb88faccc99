import { ChevronsUpDown } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';

interface PopoverProps {
  /** On the button; also names the panel. */
  label: string;
  children: ReactNode;
}

/** A button with a panel below it; Escape and a click elsewhere close it. */
export function Popover({ label, children }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const panelId = useId();

  useEffect(() => {
    if (!isOpen) return undefined;
    function closeOutside(event: Event): void {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setIsOpen(false);
    }
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setIsOpen(false);
    box.current?.querySelector('button')?.focus();
  }

  return (
    <div ref={box} className="relative" onKeyDown={onKeyDown}>
      <Button aria-expanded={isOpen} aria-controls={panelId} onClick={() => setIsOpen(!isOpen)}>
        {label}
        <ChevronsUpDown aria-hidden size={14} className="text-ink-faint" />
      </Button>
      {isOpen && (
        <div
          id={panelId}
          role="dialog"
          aria-label={label}
          className="absolute top-full left-0 z-30 mt-1 w-80 rounded-lg border border-line-strong bg-raised shadow-lg"
        >
          {children}
        </div>
      )}
    </div>
  );
}
