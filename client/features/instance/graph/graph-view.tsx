import { useMemo, useState } from 'react';
import { ProblemList } from '../../../components/problem-list.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';
import { GraphActionsContext, type GraphActions } from './graph-actions.ts';
import { GraphCanvas } from './graph-canvas.tsx';
import { exportGraph } from './graph-export.ts';
import { findNodes } from './graph-find.ts';
import { GraphLegend, GraphSummary } from './graph-legend.tsx';
import { GraphPanel } from './graph-panel.tsx';
import type { Scene, SceneItem } from './graph-scene.ts';
import { GraphToolbar } from './graph-toolbar.tsx';
import type { Flow, GraphLayout } from '../../../lib/graph-layout/layout-types.ts';
import { useCamera } from './use-camera.ts';
import { useGraphFocus, useGraphKeys } from './use-graph-keys.ts';
import { useLayout } from '../../../lib/graph-layout/use-layout.ts';
import { useOpenNodes } from './use-open-nodes.ts';
import { useScene } from './use-scene.ts';
import { useSelection } from './use-selection.ts';

function useExport(scene: Scene, layout: GraphLayout | null, instanceId: string) {
  const [note, setNote] = useState<string | null>(null);
  async function save(format: 'svg' | 'png'): Promise<void> {
    if (layout === null) return;
    setNote('Drawing the picture…');
    try {
      await exportGraph(format, { scene, layout, instanceId });
      setNote(null);
    } catch (error) {
      setNote(error instanceof Error ? `No picture: ${error.message}` : 'No picture could be made.');
    }
  }
  return { note, save };
}

/** Scene, layout and everything that follows from where the reader is; inside React Flow's provider. */
function useGraph(props: InstanceTabProps) {
  const { hub, instance, execution, search } = props;
  const flow: Flow = search.flow ?? 'down';
  const { open, pages, toggle, turnPage } = useOpenNodes(props);
  const scene = useScene({ hub, instanceId: instance.instanceId, model: execution.model, open, pages });
  const request = useMemo(() => ({ flow, inside: scene.inside }), [flow, scene.inside]);
  const { layout, problem } = useLayout(request);
  const { shown, select, close } = useSelection(props, scene);
  const focus = useGraphFocus(scene, shown?.nodeId ?? 'start');
  const camera = useCamera(layout, focus.activeId, shown?.nodeId ?? null);

  function toggleItem(item: SceneItem): void {
    const { content } = item;
    const canOpen = content.kind === 'fold' || (content.kind === 'step' && content.opening === 'closed');
    if (!item.isOpen && !canOpen) return;
    // Its place is the one that stays while everything around it moves.
    focus.setFocus({ id: item.id, isWanted: true });
    toggle(item);
  }
  const leave = () => {
    if (shown !== null) close();
    return shown !== null;
  };
  const onKeyDown = useGraphKeys({ scene, layout, toggle: toggleItem, reveal: camera.reveal, leave }, focus);
  const actions: GraphActions = {
    hub,
    select: (item) => (item.content.kind === 'fold' ? toggleItem(item) : select(item)),
    toggle: toggleItem,
    turnPage,
    takeFocus: (id) => focus.setFocus({ id, isWanted: true }),
  };
  return { flow, scene, layout, problem, shown, close, focus, camera, onKeyDown, actions };
}

export function GraphView(props: InstanceTabProps) {
  const { hub, instance, execution, search, onSearch } = props;
  const graph = useGraph(props);
  const { scene, layout, focus, camera, shown } = graph;
  const picture = useExport(scene, layout, instance.instanceId);
  const words = search.find ?? '';
  const foundIds = useMemo(() => findNodes(scene, words), [scene, words]);
  const foundSet = useMemo(() => new Set(foundIds), [foundIds]);
  const at = foundIds.indexOf(focus.activeId);

  function goToFound(by: 1 | -1): void {
    const start = at < 0 && by < 0 ? 0 : at;
    const id = foundIds.at((start + by) % Math.max(1, foundIds.length));
    if (id === undefined) return;
    focus.setFocus({ id, isWanted: false });
    camera.reveal(id);
  }
  return (
    <>
      <GraphToolbar
        words={words}
        found={{ ids: foundIds, at }}
        flow={graph.flow}
        isReady={layout !== null}
        note={picture.note}
        onWords={(find) => onSearch({ find: find === '' ? undefined : find })}
        onFound={goToFound}
        onFlow={(flow) => onSearch({ flow: flow === 'down' ? undefined : flow })}
        onFit={() => camera.fit()}
        onZoom={(by) => void (by > 0 ? camera.zoomIn() : camera.zoomOut())}
        onExport={(format) => void picture.save(format)}
      />
      {graph.problem !== null && (
        <div className="px-4">
          <ProblemList problems={[`The graph could not be laid out: ${graph.problem}`]} />
        </div>
      )}
      <GraphSummary model={execution.model} nodes={scene.items.size} />
      <GraphActionsContext value={graph.actions}>
        <div className="flex h-[max(24rem,calc(100dvh-17rem))] flex-col border-y border-line lg:flex-row">
          <div
            role="group"
            aria-label="Graph of the steps"
            onKeyDown={graph.onKeyDown}
            onBlur={({ currentTarget, relatedTarget }) => {
              if (relatedTarget !== null && !currentTarget.contains(relatedTarget))
                focus.setFocus({ id: focus.activeId, isWanted: false });
            }}
            className="min-h-0 min-w-0 flex-1"
          >
            {layout === null ? (
              <Skeleton className="m-4 h-32" />
            ) : (
              <GraphCanvas
                scene={scene}
                layout={layout}
                activeId={focus.activeId}
                isFocusWanted={focus.isFocusWanted}
                selectedId={shown?.nodeId ?? null}
                foundIds={foundSet}
              />
            )}
          </div>
          {shown !== null && (
            <GraphPanel
              hub={hub}
              shown={shown}
              selected={props.selected}
              onSelect={props.onSelect}
              onClose={graph.close}
            />
          )}
        </div>
      </GraphActionsContext>
      <GraphLegend />
    </>
  );
}
