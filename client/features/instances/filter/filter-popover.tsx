import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { FieldMenu } from './editors/field-menu.tsx';
import { makeTerm } from './editors/make-term.ts';
import { TermEditor } from './editors/term-editor.tsx';
import type { ReaderZone } from './reader-zone.ts';

interface FilterPopoverProps {
  hub: string;
  /** The filter the term belongs to: values are counted under the rest of it. */
  text: string;
  reader: ReaderZone;
  anchor: HTMLElement;
  /** `null` = the reader chooses a field first. */
  term: FilterTerm | null;
  onSubmit: (term: FilterTerm) => void;
  onRemove?: () => void;
  onClose: () => void;
}

/** Below a chip or the button that makes one; Escape and a click elsewhere close it without a change. */
export function FilterPopover({ anchor, term, onSubmit, onRemove, onClose, ...rest }: FilterPopoverProps) {
  const [started, setStarted] = useState(term);
  const anchorRef = useRef(anchor);

  function submit(changed: FilterTerm): void {
    onSubmit(changed);
    onClose();
  }

  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={anchorRef} />
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={term === null ? 'Add a filter' : 'Change the filter'}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          // The button closes what it opened; closing here too would open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault();
          }}
          className="z-40 flex max-h-[var(--radix-popover-content-available-height)] w-104 max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-lg"
        >
          {started === null ? (
            <FieldMenu onPick={(field) => setStarted(makeTerm(field))} onSubmit={submit} />
          ) : (
            <TermEditor
              {...rest}
              term={started}
              onSubmit={submit}
              onCancel={onClose}
              onRemove={
                onRemove &&
                (() => {
                  onRemove();
                  onClose();
                })
              }
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
