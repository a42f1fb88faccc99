import { X } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import type { FunctionNode, FunctionSampling, FunctionsMap } from '../../../shared/contract/functions-map.ts';
import { Button } from '../../components/button.tsx';
import { CallList } from './call-list.tsx';
import { callsOf } from './calls-of.ts';
import { FunctionFacts } from './function-facts.tsx';
import { kindLooks } from './function-look.ts';
import { nameOf } from './function-words.ts';
import { ImpactSection } from './impact-section.tsx';

interface FunctionPanelProps {
  hub: string;
  map: FunctionsMap;
  node: FunctionNode;
  sampling: FunctionSampling;
  onSelect: (key: string) => void;
  onClose: () => void;
}

/** Everything known of one function, beside the map, or below it where there is no room. */
export function FunctionPanel({ hub, map, node, sampling, onSelect, onClose }: FunctionPanelProps) {
  const calls = useMemo(() => callsOf(map, node.key), [map, node.key]);
  const { icon: Icon, word } = kindLooks[node.kind];
  const isEvent = node.kind === 'event';

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
  }
  return (
    <aside
      aria-label="Selected function"
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-col gap-4 overflow-auto border-t border-line-strong px-4 py-3 max-lg:max-h-[60dvh] lg:w-104 lg:border-t-0 lg:border-l"
    >
      <header className="flex items-start gap-2">
        <Icon aria-hidden size={16} className="mt-1 shrink-0 text-ink-muted" />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold wrap-anywhere">
            <bdi>{nameOf(node)}</bdi>
          </h2>
          <p className="text-sm text-ink-muted">{word}</p>
        </div>
        <Button look="quiet" icon={X} aria-label="Close the details" onClick={onClose} />
      </header>
      <FunctionFacts hub={hub} node={node} />
      <CallList
        key={`in ${node.key}`}
        title={isEvent ? 'Senders' : node.kind === 'orchestrator' ? 'Callers and events' : 'Callers'}
        rows={calls.in}
        empty={
          isEvent
            ? 'No orchestrator that was read sends it: it comes from outside.'
            : 'No orchestrator that was read calls it.'
        }
        onSelect={onSelect}
      />
      {(node.kind === 'orchestrator' || isEvent) && (
        <CallList
          key={`out ${node.key}`}
          title={isEvent ? 'Taken in by' : 'Calls'}
          rows={calls.out}
          empty={isEvent ? 'No orchestrator that was read took it in.' : 'It calls nothing in what was read.'}
          onSelect={onSelect}
        />
      )}
      <ImpactSection key={node.key} hub={hub} node={node} sampling={sampling} />
    </aside>
  );
}
