import { useMemo, useState } from 'react';
import { indentJson } from '../../shared/domain/json-text.ts';
import { CopyButton } from './copy-button.tsx';
import { PlainText } from './plain-text.tsx';
import { Segmented } from './segmented.tsx';

const layouts = [
  { value: 'formatted', label: 'Formatted' },
  { value: 'stored', label: 'As stored' },
] as const;

/** Laying out longer texts would stop the page; the editor does it beside. */
const maxLaidOutChars = 1_000_000;

interface PayloadTextProps {
  text: string;
  /** What the text is, for example “input”. */
  what: string;
}

/** JSON laid out, everything else as it is; copying always takes the stored text. */
export function PayloadText({ text, what }: PayloadTextProps) {
  const [layout, setLayout] = useState<(typeof layouts)[number]['value']>('formatted');
  const indented = useMemo(() => (text.length > maxLaidOutChars ? null : indentJson(text)), [text]);
  const isLaidOut = indented !== null && indented !== text;
  const shown = isLaidOut && layout === 'formatted' ? indented : text;
  return (
    <div className="group/copy relative">
      {/* The copy button comes first, so that reaching it by keyboard brings the layout switch out. */}
      <div className="absolute top-1 right-2 z-10 flex flex-row-reverse items-center gap-1 rounded-md bg-sunken">
        <CopyButton text={text} what={what} />
        {isLaidOut && text.length > 60 && (
          <span className="hidden group-focus-within/copy:block group-hover/copy:block">
            <Segmented
              label={`Layout of the ${what}`}
              segments={layouts}
              value={layout}
              onChange={setLayout}
            />
          </span>
        )}
      </div>
      <PlainText text={shown} label={what} />
    </div>
  );
}
