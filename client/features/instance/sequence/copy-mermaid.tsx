import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { maxMermaidMessages } from './mermaid-text.ts';

interface CopyMermaidProps {
  shownMessages: number;
  makeText: () => string;
}

/** Puts the diagram into the clipboard as text that Mermaid draws, and says what it leaves out. */
export function CopyMermaid({ shownMessages, makeText }: CopyMermaidProps) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const left = Math.max(0, shownMessages - maxMermaidMessages);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(makeText());
      setOutcome(
        left === 0
          ? 'Copied'
          : `Copied the first ${formatCount(maxMermaidMessages)} messages; ${formatCount(left)} are left out`,
      );
    } catch {
      setOutcome('The browser did not allow copying');
    }
  }
  return (
    <>
      <Button icon={outcome?.startsWith('Copied') ? Check : Copy} onClick={() => void copy()}>
        Copy as Mermaid
      </Button>
      <span role="status" className="text-sm text-ink-muted empty:hidden">
        {outcome}
      </span>
    </>
  );
}
