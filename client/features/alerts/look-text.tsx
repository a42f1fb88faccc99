import type { LucideIcon } from 'lucide-react';

interface LookTextProps {
  look: { readonly icon: LucideIcon; readonly word: string; readonly text: string };
  title?: string;
}

/** An icon and a word in one colour: what happened, or how it stands. */
export function LookText({ look: { icon: Icon, word, text }, title }: LookTextProps) {
  return (
    <span title={title} className={`inline-flex items-center gap-1.5 whitespace-nowrap ${text}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {word}
    </span>
  );
}
