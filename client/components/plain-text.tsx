import { CodeText } from './code-text.tsx';
import { LongText } from './long-text.tsx';

/** A longer text is shown line by line. */
const maxBlockChars = 50_000;

/** A text of any length as it is stored, wrapped when it is short. */
export function PlainText({ text, label }: { text: string; label: string }) {
  if (text.length > maxBlockChars) return <LongText text={text} label={label} />;
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="max-h-80 min-h-8 resize-y overflow-auto rounded-md bg-sunken py-2 pr-8 pl-3"
    >
      <CodeText as="block" text={text} />
    </div>
  );
}
