import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';
import { Button } from './button.tsx';

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** One sentence on what will happen. */
  description: ReactNode;
  children?: ReactNode;
  /** Buttons, the decisive one last. */
  footer: ReactNode;
  /** For content that is more than a few fields. */
  isWide?: boolean;
}

/** Dialogs here open without a trigger of their own, so who had the focus before is remembered by hand. */
function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus(event: Event) {
      opener.current = document.activeElement;
      if (!(event.currentTarget instanceof HTMLElement)) return;
      const field = event.currentTarget.querySelector<HTMLElement>('input, textarea');
      if (field === null) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus() {
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
  };
}

/** Keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  children,
  footer,
  isWide = false,
}: DialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          {...focusReturn}
          className={classNames(
            'fixed left-1/2 z-50 flex -translate-x-1/2 flex-col rounded-lg border border-line-strong bg-raised shadow-xl',
            isWide
              ? 'top-[6vh] max-h-[88vh] w-[min(720px,calc(100vw-32px))]'
              : 'top-[12vh] max-h-[76vh] w-[min(520px,calc(100vw-32px))]',
          )}
        >
          <header className="flex items-start gap-3 px-4 pt-3">
            <Radix.Title className="flex-1 pt-1 text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button look="quiet" icon={X} aria-label="Close" />
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">
            <Radix.Description asChild>
              <div className="text-ink-muted">{description}</div>
            </Radix.Description>
            {children !== undefined && <div className="mt-3">{children}</div>}
          </div>
          <footer className="flex items-center justify-end gap-2 border-t border-line px-4 py-3">
            {footer}
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
