import { AlignLeft, LocateFixed } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { findJsonProblem, indentJson, type JsonProblem } from '../../../shared/domain/json-text.ts';
import { Button } from '../button.tsx';
import { fieldBox, FormField } from './form-field.tsx';

interface JsonFieldProps {
  label: string;
  hint?: ReactNode;
  problem: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  /** Other buttons of the field. */
  actions?: ReactNode;
}

function offsetOf(text: string, { line, column }: JsonProblem): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/** JSON as text: what is sent is exactly what stands here. */
export function JsonField({ label, hint, problem, value, onChange, rows = 5, actions }: JsonFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const broken = useMemo(
    () => (problem === undefined || value.trim() === '' ? null : findJsonProblem(value)),
    [problem, value],
  );

  function goToProblem(at: JsonProblem): void {
    const offset = offsetOf(value, at);
    area.current?.focus();
    area.current?.setSelectionRange(offset, Math.min(offset + 1, value.length));
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <FormField label={label} hint={hint} problem={problem}>
        {(ids) => (
          <textarea
            {...ids}
            ref={area}
            rows={rows}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={`${fieldBox} max-h-[40vh] min-h-12 resize-y font-mono text-sm`}
          />
        )}
      </FormField>
      <div className="flex flex-wrap gap-1.5">
        {broken !== null && (
          <Button icon={LocateFixed} onClick={() => goToProblem(broken)}>
            Go to the place
          </Button>
        )}
        <Button
          look="quiet"
          icon={AlignLeft}
          disabled={value.trim() === '' || problem !== undefined}
          onClick={() => onChange(indentJson(value) ?? value)}
        >
          Lay out
        </Button>
        {actions}
      </div>
    </div>
  );
}
