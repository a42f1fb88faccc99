import {
  lazy,
  Suspense,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { classNames } from '../../../lib/class-names.ts';
import type { CompletionHandle, CompletionState } from './completion-list.tsx';
import { filterOfPasted } from './pasted-ids.ts';

const CompletionList = lazy(async () => ({
  default: (await import('./completion-list.tsx')).CompletionList,
}));

interface FilterFieldProps {
  hub: string;
  input: RefObject<HTMLInputElement | null>;
  label: string;
  placeholder: string;
  value: string;
  hasProblem?: boolean;
  onChange: (value: string) => void;
  onCommit: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
}

const closed: CompletionState = { isOpen: false, activeId: null };

/** A text field whose completions arrive behind what is typed and never stand in its way. */
export function FilterField({ hub, input, value, onChange, onCommit, ...rest }: FilterFieldProps) {
  const [caret, setCaret] = useState<number | null>(null);
  const [list, setList] = useState(closed);
  const completion = useRef<CompletionHandle>(null);
  const listId = useId();

  function followCaret(): void {
    setCaret(input.current?.selectionStart ?? null);
  }

  function take(text: string, caretAt: number, isFinal: boolean): void {
    if (isFinal && caretAt === text.length) {
      onCommit(text);
      return;
    }
    onChange(text);
    // The caret can be put only behind text that is already in the field.
    window.requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(caretAt, caretAt);
      followCaret();
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || completion.current?.takeKey(event) === true) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onCommit(event.currentTarget.value);
    } else rest.onKeyDown?.(event);
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const before = value.slice(0, selectionStart ?? value.length);
    const pasted = filterOfPasted(event.clipboardData.getData('text'), before);
    if (pasted === null) return;
    event.preventDefault();
    const head = before + pasted;
    take(head + value.slice(selectionEnd ?? value.length), head.length, true);
  }

  return (
    <span className="relative flex min-w-44 flex-1">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={rest.label}
        aria-autocomplete="list"
        aria-expanded={list.isOpen}
        aria-controls={listId}
        aria-activedescendant={list.activeId ?? undefined}
        aria-invalid={rest.hasProblem}
        aria-keyshortcuts="/"
        placeholder={rest.placeholder}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          followCaret();
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onSelect={followCaret}
        onFocus={followCaret}
        onBlur={() => {
          setCaret(null);
          rest.onBlur?.();
        }}
        className={classNames(
          'h-6 w-full bg-transparent px-1 outline-none placeholder:font-sans placeholder:text-ink-faint',
          value !== '' && 'font-mono text-sm',
        )}
      />
      {caret !== null && (
        <Suspense>
          <CompletionList
            hub={hub}
            id={listId}
            input={input}
            handle={completion}
            text={value}
            caret={caret}
            onTake={take}
            onState={setList}
          />
        </Suspense>
      )}
    </span>
  );
}
