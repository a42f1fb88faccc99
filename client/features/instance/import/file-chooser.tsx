import { FileInput } from 'lucide-react';
import { useId } from 'react';
import { classNames } from '../../../lib/class-names.ts';

interface FileChooserProps {
  /** A file hovers over the page. */
  isOver: boolean;
  isReading: boolean;
  onFile: (file: File) => void;
}

/** Where a history file is dropped, or chosen by keyboard. */
export function FileChooser({ isOver, isReading, onFile }: FileChooserProps) {
  const hintId = useId();
  return (
    <label
      className={classNames(
        'mx-4 my-3 flex cursor-pointer flex-col items-center gap-1.5 rounded-md border border-dashed px-4 py-10 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent',
        isOver ? 'border-accent bg-selected' : 'border-line-strong hover:bg-hover',
      )}
    >
      <FileInput aria-hidden size={20} className="text-ink-faint" />
      <span className="font-medium">
        {isReading ? 'Reading the file' : 'Drop a history file here, or choose one'}
      </span>
      <span id={hintId} className="max-w-prose text-ink-muted">
        A history downloaded from an instance’s page, the answer of the Functions HTTP API with
        showHistory=true, or a list of Durable Task Core events as JSON. The file stays in this browser.
      </span>
      <input
        type="file"
        accept=".json,application/json"
        aria-label="History file"
        aria-describedby={hintId}
        className="sr-only"
        disabled={isReading}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again after it was changed.
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
