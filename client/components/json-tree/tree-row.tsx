import { ChevronDown, ChevronRight } from 'lucide-react';
import { isContainer, type JsonOutline } from '../../../shared/domain/json-outline.ts';
import { classNames } from '../../lib/class-names.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { hiddenWords, shownValue } from './tree-value.ts';

const indentPx = 14;
/** Deeper lines begin at the same place, or they would leave the view. */
const maxIndents = 40;

interface TreeRowProps {
  id: string;
  text: string;
  outline: JsonOutline;
  node: number;
  isFolded: boolean;
  isActive: boolean;
  isFound: boolean;
  heightPx: number;
  topPx: number;
  onGo: (node: number) => void;
  onToggle: (node: number) => void;
}

function Chevron({ isFolded }: { isFolded: boolean }) {
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return <Icon size={12} aria-hidden />;
}

/** One value of the tree. */
export function TreeRow({ id, text, outline, node, isFolded, isActive, isFound, ...rest }: TreeRowProps) {
  const { kind, key, place, text: shown, hiddenChars } = shownValue(text, outline, node);
  const visible = toVisibleText(shown);
  const hasChildren = isContainer(outline, node) && (outline.childCounts[node] ?? 0) > 0;
  const depth = outline.depths[node] ?? 0;
  const parent = outline.parents[node] ?? -1;
  const name = parent < 0 ? null : key === null ? String(place) : toVisibleText(key) || '""';
  return (
    <div
      id={id}
      role="treeitem"
      aria-label={name === null ? visible : `${name}: ${visible}`}
      aria-level={depth + 1}
      aria-posinset={place + 1}
      aria-setsize={parent < 0 ? 1 : outline.childCounts[parent]}
      aria-selected={isActive}
      aria-expanded={hasChildren ? !isFolded : undefined}
      onClick={() => rest.onGo(node)}
      onDoubleClick={() => rest.onToggle(node)}
      style={{
        height: rest.heightPx,
        transform: `translateY(${rest.topPx}px)`,
        paddingLeft: 4 + Math.min(depth, maxIndents) * indentPx,
      }}
      className={classNames(
        'absolute top-0 left-0 flex min-w-full cursor-default items-center gap-1 pr-3 whitespace-pre',
        isActive ? 'bg-selected' : isFound ? 'bg-warning-soft' : 'hover:bg-hover',
      )}
    >
      <span
        aria-hidden
        className="grid size-4 shrink-0 place-items-center text-ink-faint"
        onClick={hasChildren ? () => rest.onToggle(node) : undefined}
      >
        {hasChildren && <Chevron isFolded={isFolded} />}
      </span>
      {name !== null && (
        <span className={key === null ? 'text-ink-faint' : 'font-medium'}>
          <bdi>{name}</bdi>:{' '}
        </span>
      )}
      <bdi className={classNames(kind !== 'string' && 'text-ink-muted')}>{visible}</bdi>
      {hiddenChars > 0 && <span className="text-ink-faint">{hiddenWords(hiddenChars)}</span>}
    </div>
  );
}
