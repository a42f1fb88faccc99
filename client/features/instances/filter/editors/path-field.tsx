import { useState } from 'react';

interface PathFieldProps {
  field: 'custom' | 'tag';
  path: readonly string[] | null;
  onChange: (path: readonly string[] | null) => void;
}

const words = {
  custom: { label: 'Path in the custom status', placeholder: 'all of it, or a path such as order.step' },
  tag: { label: 'Tag name', placeholder: 'any tag' },
} as const;

function toPath(field: 'custom' | 'tag', text: string): readonly string[] | null {
  const segments = field === 'tag' ? [text] : text.split('.');
  const named = segments.filter((segment) => segment !== '');
  return named.length === 0 ? null : named;
}

export function PathField({ field, path, onChange }: PathFieldProps) {
  const [text, setText] = useState(path?.join('.') ?? '');
  const { label, placeholder } = words[field];
  return (
    <label className="flex flex-col gap-1 text-sm text-ink-muted">
      {label}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(toPath(field, event.target.value.trim()));
        }}
        className="h-7 rounded-md border border-line-strong bg-canvas px-2 font-mono text-ink placeholder:font-sans placeholder:text-ink-faint"
      />
    </label>
  );
}
