import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

const itemClass =
  'flex h-7 cursor-pointer items-center truncate px-3 outline-none data-disabled:cursor-default data-disabled:text-ink-faint data-highlighted:bg-selected';

interface MenuItemProps {
  onSelect: () => void;
  /** It cannot be chosen, nor reached. */
  isDisabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, isDisabled = false, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item disabled={isDisabled} onSelect={onSelect} className={itemClass}>
      <span className="truncate">{children}</span>
    </DropdownMenu.Item>
  );
}

/** Stays open until the copy is made. */
export function CopyItem({ onCopy, children }: { onCopy: () => Promise<void>; children: ReactNode }) {
  return (
    <DropdownMenu.Item
      onSelect={(event) => {
        event.preventDefault();
        void onCopy();
      }}
      className={itemClass}
    >
      {children}
    </DropdownMenu.Item>
  );
}

export function Separator() {
  return <DropdownMenu.Separator className="my-1 border-t border-line" />;
}
