import { kindOf, pathOf } from '../../../shared/domain/json-outline.ts';
import { CopyButton } from '../copy-button.tsx';
import { PayloadText } from '../payload-text.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { copiedValue } from './tree-value.ts';
import type { Tree } from './use-tree.ts';

/** Shorter strings of one line are read in the tree itself. */
const longChars = 100;

/** Where the selected value is, and the whole of it when a line has no room for it. */
export function TreeSelection({ tree, text }: { tree: Tree; text: string }) {
  const { outline, active } = tree;
  const path = pathOf(text, outline, active);
  const isString = kindOf(outline, active) === 'string';
  const value = isString ? copiedValue(text, outline, active) : null;
  const isLong = value !== null && (value.length > longChars || value.includes('\n'));
  return (
    <div className="flex min-w-0 flex-col gap-1 border-t border-line px-2 py-1">
      <div className="flex min-w-0 items-center gap-1 text-sm">
        <bdi title={toVisibleText(path)} className="min-w-0 truncate font-mono text-ink-muted">
          {toVisibleText(path)}
        </bdi>
        <CopyButton text={path} what="path" />
        <span className="ml-auto flex shrink-0 items-center gap-1 text-ink-muted">
          Value
          <CopyButton text={() => copiedValue(text, outline, active)} what="value" />
        </span>
      </div>
      {isLong && <PayloadText text={value} what="selected text" />}
    </div>
  );
}
