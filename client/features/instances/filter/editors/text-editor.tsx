import { useId, useState, type ClipboardEvent } from 'react';
import type { TextField, TextPattern } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { Select } from '../../../../components/select.tsx';
import { plural } from '../../../../lib/format-count.ts';
import { idsIn } from '../pasted-ids.ts';
import { patternsOf, questionOf, textMatches, type TextMatch } from './text-match.ts';

interface TextEditorProps {
  field: TextField;
  /** The field only asks whether a text is in it. */
  isSearch: boolean;
  patterns: readonly TextPattern[];
  onChange: (patterns: readonly TextPattern[]) => void;
}

/** Blanks around an id are slips, unless the filter has them. */
function linesOf(text: string, areIds: boolean, kept: readonly string[]): string[] {
  const lines = text.split(/\r?\n/u).map((line) => (areIds && !kept.includes(line) ? line.trim() : line));
  return [...new Set(lines.filter((line) => line !== ''))];
}

const searchMatches = textMatches.filter(({ value }) => ['contains', 'pattern', 'none'].includes(value));

/** Several values are several lines, so that values may hold anything else. */
export function TextEditor({ field, isSearch, patterns, onChange }: TextEditorProps) {
  const [question] = useState(() => questionOf(patterns));
  const isKnown = !isSearch || searchMatches.some(({ value }) => value === question.match);
  const [match, setMatch] = useState<TextMatch>(isKnown ? question.match : 'contains');
  const [text, setText] = useState(question.lines.join('\n'));
  const countId = useId();
  const areIdsIf = (asked: TextMatch) => (field === 'id' || field === 'parent') && asked === 'is';
  const lines = linesOf(text, areIdsIf(match), question.lines);
  const typed = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '').length;

  function change(changedMatch: TextMatch, changedText: string): void {
    setMatch(changedMatch);
    setText(changedText);
    const changedLines = linesOf(changedText, areIdsIf(changedMatch), question.lines);
    onChange(patternsOf({ match: changedMatch, lines: changedLines }));
  }

  /** A list is put on lines where the reader sees it; a comma typed or already there is part of an id. */
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const pasted = event.clipboardData.getData('text');
    if (!areIdsIf(match) || !pasted.includes(',')) return;
    event.preventDefault();
    const area = event.currentTarget;
    area.setRangeText(idsIn(pasted).join('\n'), area.selectionStart, area.selectionEnd, 'end');
    change(match, area.value);
  }

  return (
    <div className="flex flex-col gap-2">
      <Select
        label="How to compare"
        options={isSearch ? searchMatches : textMatches}
        value={match}
        onChange={(changed) => change(changed, text)}
      />
      {match !== 'none' && (
        <>
          <textarea
            aria-label="Values, one a line"
            aria-describedby={countId}
            rows={Math.min(10, Math.max(3, typed + 1))}
            spellCheck={false}
            placeholder={field === 'id' ? 'One id a line; a pasted list may have commas' : 'One value a line'}
            value={text}
            onChange={(event) => change(match, event.target.value)}
            onPaste={onPaste}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                event.currentTarget.form?.requestSubmit();
            }}
            className="w-full resize-y rounded-md border border-line-strong bg-canvas px-2 py-1 font-mono text-sm placeholder:font-sans placeholder:text-ink-faint"
          />
          <p id={countId} role="status" className="text-sm text-ink-muted">
            {lines.length < 2
              ? 'Ctrl+Enter applies.'
              : `${plural(lines.length, 'different value')}, any of them.`}
          </p>
        </>
      )}
    </div>
  );
}
