import 'reactflow/dist/style.css';
import '../../../styles/react-flow.css';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from 'reactflow';
import { Button } from '../../../components/button.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { plural } from '../../../lib/format-count.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';
import { useLayout } from '../../../lib/graph-layout/use-layout.ts';
import { summaryOf } from '../function-words.ts';
import type { ShownFunctions } from '../shown-functions.ts';
import { foldFunctions, type FoldedMap } from './fold-functions.ts';
import { FunctionLegend } from './function-legend.tsx';
import { useFirstView, useRevealed, type Focus } from './use-function-camera.ts';
import { FunctionLines } from './function-lines.tsx';
import { FunctionNodeView, type FunctionFlowNode } from './function-node.tsx';
import { sceneOf, withAlone, type FunctionScene, type SceneItem } from './function-scene.ts';
import { walkKeys, walkTo } from './function-walk.ts';

const nodeTypes = { function: FunctionNodeView };

interface FunctionGraphProps {
  shown: ShownFunctions;
  selectedKey: string | undefined;
  onSelect: (key: string | undefined) => void;
}

interface CanvasProps {
  scene: FunctionScene;
  layout: GraphLayout;
  focus: Focus;
  selectedKey: string | undefined;
  onChoose: (item: SceneItem) => void;
  onFocus: (id: string) => void;
}

function useFlowNodes({ scene, layout, focus, selectedKey, onChoose, onFocus }: CanvasProps) {
  return useMemo(
    () =>
      layout.nodes.flatMap(({ id, x, y, width, height }): FunctionFlowNode[] => {
        const item = scene.items.get(id);
        if (item === undefined) return [];
        const isActive = id === focus.id;
        const data = {
          item,
          isActive,
          isFocusWanted: isActive && focus.isWanted,
          isSelected: id === selectedKey,
          onChoose,
          onFocus,
        };
        // Without React Flow's own dragging and selecting it would let clicks through.
        const style = { pointerEvents: 'all' } as const;
        const domAttributes = { 'aria-roledescription': undefined };
        return [{ id, type: 'function', data, position: { x, y }, width, height, style, domAttributes }];
      }),
    [scene, layout, focus, selectedKey, onChoose, onFocus],
  );
}

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel position="top-left" className="flex gap-1">
      <Button icon={ZoomOut} aria-label="Smaller" onClick={() => void zoomOut()} />
      <Button icon={ZoomIn} aria-label="Larger" onClick={() => void zoomIn()} />
      <Button
        icon={Maximize}
        aria-label="Show the whole graph"
        onClick={() => void fitView({ padding: 0.05, maxZoom: 1 })}
      />
    </Panel>
  );
}

function Canvas(props: CanvasProps) {
  const { layout, focus, scene } = props;
  const nodes = useFlowNodes(props);
  const stay = useFirstView(layout, props.selectedKey);
  useRevealed(layout, focus);
  return (
    <ReactFlow<FunctionFlowNode>
      nodes={nodes}
      edges={[]}
      nodeTypes={nodeTypes}
      onMoveStart={(event) => {
        if (event !== null) stay();
      }}
      minZoom={0.1}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      attributionPosition="bottom-left"
    >
      <FunctionLines layout={layout} activeId={focus.id} />
      {scene.items.size > 12 && (
        <MiniMap
          pannable
          ariaLabel="Map of the whole graph"
          position="bottom-right"
          className="max-sm:hidden"
          style={{ width: 150, height: 100 }}
          bgColor="var(--canvas)"
          maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)"
          nodeColor={({ id }) => (id === focus.id ? 'var(--accent)' : 'var(--ink-faint)')}
        />
      )}
      <ZoomButtons />
    </ReactFlow>
  );
}

function LeftOutNote({ folded, onOpenAll }: { folded: FoldedMap; onOpenAll: () => void }) {
  const { folds, leftOut } = folded;
  if (folds.length + leftOut === 0) return null;
  const members = folds.reduce((sum, fold) => sum + fold.members.length, 0);
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-1 text-sm">
      {folds.length > 0 && (
        <span>
          {plural(members, 'function')} that only one other uses {members === 1 ? 'is' : 'are'} folded.
        </span>
      )}
      {leftOut > 0 && <span>{plural(leftOut, 'rarer function')} not drawn; the table has all.</span>}
      {folds.length > 0 && (
        <Button look="quiet" onClick={onOpenAll}>
          Open all folds
        </Button>
      )}
    </p>
  );
}

function Graph({ shown, selectedKey, onSelect }: FunctionGraphProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const folded = useMemo(() => foldFunctions(shown, opened, selectedKey), [shown, opened, selectedKey]);
  const scene = useMemo(() => sceneOf(folded), [folded]);
  const { layout: connected, problem } = useLayout(scene.request);
  const layout = useMemo(
    () => (connected === null ? null : withAlone(connected, scene.aloneIds)),
    [connected, scene.aloneIds],
  );
  const [wanted, setWanted] = useState<Focus | null>(null);
  const firstId = selectedKey ?? scene.items.keys().next().value ?? '';
  const focus = useMemo(
    () => (wanted !== null && scene.items.has(wanted.id) ? wanted : { id: firstId, isWanted: false }),
    [wanted, scene, firstId],
  );
  const handlers = useMemo(
    () => ({
      onChoose: (item: SceneItem) => {
        if (item.node === null) setOpened((before) => new Set([...before, item.id]));
        else onSelect(item.id);
      },
      onFocus: (id: string) => setWanted({ id, isWanted: false }),
    }),
    [onSelect],
  );

  function onKeyDown(event: KeyboardEvent): void {
    const key = walkKeys.find((known) => known === event.key);
    const isOnNode =
      event.target instanceof HTMLElement && event.target.closest('.react-flow__node') !== null;
    if (!isOnNode || layout === null) return;
    if (event.key === 'Escape') onSelect(undefined);
    const id = key === undefined ? null : walkTo(layout, focus.id, key);
    if (id !== null) setWanted({ id, isWanted: true });
    if (key !== undefined || event.key === 'Escape') event.preventDefault();
  }
  return (
    <div className="flex h-full min-h-96 flex-col">
      <p className="sr-only">{summaryOf(shown)}</p>
      {problem !== null && <ProblemList problems={[`The graph could not be laid out: ${problem}`]} />}
      <LeftOutNote
        folded={folded}
        onOpenAll={() => setOpened((before) => new Set([...before, ...folded.folds.map(({ id }) => id)]))}
      />
      <div role="group" aria-label="Graph of the functions" onKeyDown={onKeyDown} className="min-h-0 flex-1">
        {layout === null ? (
          <Skeleton className="m-4 h-32" />
        ) : (
          <Canvas scene={scene} layout={layout} focus={focus} selectedKey={selectedKey} {...handlers} />
        )}
      </div>
      <FunctionLegend />
    </div>
  );
}

/** Who calls what, from left to right. */
export function FunctionGraph(props: FunctionGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}
