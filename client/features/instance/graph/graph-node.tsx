import { Maximize2 } from 'lucide-react';
import { use } from 'react';
import type { Node, NodeProps } from 'reactflow';
import { classNames } from '../../../lib/class-names.ts';
import { GraphActionsContext } from './graph-actions.ts';
import { GraphBox } from './graph-box.tsx';
import type { SceneItem } from './graph-scene.ts';
import { faceOf, spokenFace, type NodeFace } from './node-face.ts';
import { NodeButton, type GraphNodeData } from './node-button.tsx';
import { ProportionBar } from './proportion-bar.tsx';

export type GraphFlowNode = Node<GraphNodeData, 'graph'>;

function FullFace({ face }: { face: NodeFace }) {
  const { icon: Icon, state, counts, notes } = face;
  const StateIcon = state?.icon;
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden size={14} className="shrink-0 text-ink-muted" />
        <bdi className="max-w-3/4 shrink-0 truncate font-medium" title={face.title}>
          {face.title}
        </bdi>
        {face.target !== '' && (
          <bdi className="min-w-0 truncate text-sm text-ink-muted" title={face.target}>
            {face.target}
          </bdi>
        )}
      </span>
      {counts !== null && <ProportionBar counts={counts} />}
      <span className="flex min-w-0 items-center gap-1 truncate text-sm text-ink-muted">
        {state !== null && StateIcon !== undefined && counts === null && (
          <StateIcon aria-hidden size={12} className={classNames('shrink-0', state.text)} />
        )}
        {state !== null && counts === null && <span className={state.text}>{state.word}</span>}
        {state === null && face.kind}
        {notes.length > 0 && (
          <span className="truncate">
            {state !== null && counts === null && '· '}
            {notes.join(' · ')}
          </span>
        )}
      </span>
    </>
  );
}

function CompactFace({ face }: { face: NodeFace }) {
  return (
    <bdi className="min-w-0 truncate text-xl font-medium">
      {face.state !== null && <span className={face.state.text}>{face.state.glyph} </span>}
      {face.title}
    </bdi>
  );
}

function OpenButton({ item, face }: { item: SceneItem; face: NodeFace }) {
  const { toggle } = use(GraphActionsContext);
  const label = item.content.kind === 'fold' ? `Unfold ${face.title}` : `Show ${face.title} in place`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={() => toggle(item)}
      className="m-1 grid size-6 shrink-0 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
    >
      <Maximize2 aria-hidden size={12} />
    </button>
  );
}

function canOpen({ content }: SceneItem): boolean {
  return content.kind === 'fold' || (content.kind === 'step' && content.opening === 'closed');
}

function ClosedNode({ data }: { data: GraphNodeData }) {
  const { item, detail } = data;
  const face = faceOf(item);
  const isEnd = item.content.kind === 'start' || item.content.kind === 'end';
  return (
    <div
      style={face.state === null ? undefined : { borderLeftColor: face.state.color }}
      className={classNames(
        'flex h-full w-full items-center border border-line-strong bg-raised',
        isEnd ? 'rounded-full px-2' : 'rounded-md border-l-4',
        data.isSelected && 'bg-selected ring-2 ring-accent',
        data.isFound && !data.isSelected && 'ring-2 ring-warning',
      )}
    >
      <NodeButton
        data={data}
        label={spokenFace(face)}
        className="h-full flex-1 flex-col justify-center rounded-md px-2"
      >
        {detail === 'full' ? <FullFace face={face} /> : <CompactFace face={face} />}
      </NodeButton>
      {detail === 'full' && canOpen(item) && <OpenButton item={item} face={face} />}
    </div>
  );
}

export function GraphNodeView({ data }: NodeProps<GraphFlowNode>) {
  return data.item.isOpen ? <GraphBox data={data} /> : <ClosedNode data={data} />;
}
