import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import { classNames } from '../../../lib/class-names.ts';
import { mainLandmark } from '../../../lib/main-landmark.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { withOffer, type Offer } from './completion-offers.ts';
import { useOffers } from './use-offers.ts';

export interface CompletionHandle {
  /** Whether the list used the key. */
  takeKey: (event: KeyboardEvent) => boolean;
}

export interface CompletionState {
  readonly isOpen: boolean;
  readonly activeId: string | null;
}

interface CompletionListProps {
  hub: string;
  id: string;
  input: RefObject<HTMLInputElement | null>;
  handle: RefObject<CompletionHandle | null>;
  text: string;
  caret: number;
  /** `isFinal`: nothing has to follow. */
  onTake: (text: string, caret: number, isFinal: boolean) => void;
  onState: (state: CompletionState) => void;
}

/** Below the field wherever it is, because the field stands in a box that scrolls. */
function usePlace(input: RefObject<HTMLInputElement | null>, isOpen: boolean) {
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    function measure(): void {
      const box = input.current?.getBoundingClientRect();
      if (box)
        setPlace({ left: Math.max(8, Math.min(box.left, window.innerWidth - 408)), top: box.bottom + 4 });
    }
    measure();
    window.addEventListener('resize', measure);
    window.addEventListener('scroll', measure, true);
    return () => {
      window.removeEventListener('resize', measure);
      window.removeEventListener('scroll', measure, true);
    };
  }, [input, isOpen]);
  return place;
}

interface ListState {
  /** The text the rest is about: another text starts anew. */
  readonly text: string;
  /** `-1` = none: Enter takes what is typed. */
  readonly active: number;
  readonly isClosed: boolean;
  /** Opened by key, before anything is typed. */
  readonly isAsked: boolean;
}

export function CompletionList({ hub, id, input, handle, text, caret, ...actions }: CompletionListProps) {
  const { completion, offers } = useOffers(hub, text, caret);
  const [state, setState] = useState<ListState>({ text, active: -1, isClosed: false, isAsked: false });
  const { active, isClosed, isAsked } =
    state.text === text ? state : { active: -1, isClosed: false, isAsked: false };
  const hasBegun = completion !== null && (completion.typed !== '' || completion.offers !== 'field');
  const isOpen = offers.length > 0 && !isClosed && (isAsked || hasBegun);
  const activeId = isOpen && active >= 0 ? `${id}-${active}` : null;
  const place = usePlace(input, isOpen);

  const { onState } = actions;
  useEffect(() => {
    onState({ isOpen, activeId });
    return () => onState({ isOpen: false, activeId: null });
  }, [onState, isOpen, activeId]);

  function take(offer: Offer | undefined, isFinal: boolean): boolean {
    if (offer === undefined || completion === null) return false;
    const placed = withOffer(text, completion, offer);
    actions.onTake(placed.text, placed.caret, isFinal && !offer.isOpen);
    return true;
  }

  function move(by: 1 | -1): boolean {
    const count = offers.length;
    const next = isOpen ? (active + by + count + (active < 0 && by < 0 ? 1 : 0)) % count : 0;
    setState({ text, active: next, isClosed: false, isAsked: true });
    return count > 0;
  }

  function takeKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    if (key === 'ArrowDown') return move(1);
    if (!isOpen) return false;
    if (key === 'ArrowUp') return move(-1);
    if (key === 'Enter') return take(offers[active], true);
    if (key === 'Tab' && !shiftKey) return take(offers[Math.max(active, 0)], false);
    if (key !== 'Escape') return false;
    setState({ text, active: -1, isClosed: true, isAsked: false });
    return true;
  }

  useImperativeHandle(handle, () => ({
    takeKey(event) {
      const isTaken = takeKey(event);
      if (isTaken) event.preventDefault();
      return isTaken;
    },
  }));

  if (!isOpen) return null;
  return createPortal(
    <ul
      id={id}
      role="listbox"
      aria-label="Completions"
      style={place}
      className="fixed z-40 max-h-80 w-[min(400px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line-strong bg-raised py-1 shadow-lg"
    >
      {offers.map((offer, at) => (
        <li
          key={offer.insert}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          ref={(item) => {
            if (at === active) item?.scrollIntoView({ block: 'nearest' });
          }}
          // The field keeps the focus, otherwise the list would be gone before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(offer, true)}
          className={classNames(
            'flex cursor-pointer items-baseline gap-3 px-3 py-0.5',
            at === active ? 'bg-selected' : 'hover:bg-hover',
          )}
        >
          <bdi className="max-w-64 shrink-0 truncate font-mono text-sm">{toVisibleText(offer.insert)}</bdi>
          <span className="min-w-0 flex-1 truncate text-right text-sm text-ink-muted">{offer.hint}</span>
        </li>
      ))}
    </ul>,
    mainLandmark(),
  );
}
