import { Check, Ellipsis } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { ViewActions, type ViewActionsProps } from './view-actions.tsx';

interface ViewRowProps extends ViewActionsProps {
  /** Its address is on the screen. */
  isOpen: boolean;
  onShow: (text: string) => void;
}

export function ViewRow(props: ViewRowProps) {
  const { view, isDefault, isOpen, onShow } = props;
  const actionsId = useId();
  const [isExpanded, setIsExpanded] = useState(false);
  const name = toVisibleText(view.name);
  return (
    <li>
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-current={isOpen ? 'true' : undefined}
          title={view.search}
          onClick={() => onShow(view.search)}
          className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-sm px-1 text-left hover:bg-hover"
        >
          <Check aria-hidden size={14} className={isOpen ? 'shrink-0' : 'invisible shrink-0'} />
          <span className="truncate">{name}</span>
          {isDefault && <span className="shrink-0 text-sm text-ink-muted">default</span>}
        </button>
        <Button
          look="quiet"
          icon={Ellipsis}
          aria-label={`Actions for ${name}`}
          aria-expanded={isExpanded}
          aria-controls={actionsId}
          onClick={() => setIsExpanded(!isExpanded)}
        />
      </div>
      <div id={actionsId}>{isExpanded && <ViewActions {...props} />}</div>
    </li>
  );
}
