const sendKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ ↵' : 'Ctrl ↵';

/** The keys of a form beside its buttons. */
export function KeyHint({ isDialog }: { isDialog: boolean }) {
  return (
    <span aria-hidden className="mr-auto text-sm text-ink-muted max-[560px]:hidden">
      {sendKeys} send{isDialog && ' · Esc close'}
    </span>
  );
}
