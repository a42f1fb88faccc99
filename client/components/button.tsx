import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from '../lib/class-names.ts';

const looks = {
  plain: 'border-line-strong bg-raised text-ink hover:bg-hover',
  primary: 'border-transparent bg-accent-fill text-on-accent hover:brightness-110',
  danger: 'border-transparent bg-danger-fill text-on-accent hover:brightness-110',
  quiet: 'border-transparent text-ink-muted hover:bg-hover hover:text-ink',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  icon?: LucideIcon;
  /** Work is under way: the button keeps its size and takes no click. */
  isBusy?: boolean;
}

/** Without children it is an icon button and needs `aria-label`. */
export function Button({ look = 'plain', icon: Icon, isBusy = false, children, ...rest }: ButtonProps) {
  const ShownIcon = isBusy ? LoaderCircle : Icon;
  const hasText = children !== undefined;
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || isBusy}
      className={classNames(
        'inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border whitespace-nowrap',
        'disabled:cursor-not-allowed disabled:opacity-55',
        hasText ? 'px-2.5' : 'w-7',
        looks[look],
        rest.className,
      )}
    >
      {ShownIcon && <ShownIcon aria-hidden size={14} className={classNames(isBusy && 'animate-spin')} />}
      {children}
    </button>
  );
}
