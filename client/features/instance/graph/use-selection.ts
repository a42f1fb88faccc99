import { useMemo, useState } from 'react';
import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import type { ExecutionSoFar, InstanceTabProps } from '../instance-tab.ts';
import { graphOf, type Scene, type SceneItem } from './graph-scene.ts';

/** The step whose details are shown, and whose history it is of. */
export interface ShownStep {
  readonly step: Step;
  readonly instanceId: string;
  readonly execution: ExecutionSoFar;
  /** The step of a child shown in place. */
  readonly isForeign: boolean;
  /** The node that stands for it; `null` = none is drawn. */
  readonly nodeId: string | null;
}

function ownStep({ execution, instance, selected }: InstanceTabProps, scene: Scene): ShownStep | null {
  const { model } = execution;
  const step = model.steps[model.stepOfRow.get(selected ?? '') ?? -1];
  if (step === undefined) return null;
  const standIn = graphOf(model).nodeOfStep.get(step.id) ?? null;
  const delayed = step.delaysStepId ?? step.id;
  const nodeId = scene.items.has(delayed) ? delayed : standIn;
  return { step, instanceId: instance.instanceId, execution, isForeign: false, nodeId };
}

/** The child around a node, as far as it was read. */
function childAround(scene: Scene, { insideId }: SceneItem): ExecutionSoFar | null {
  for (let id = insideId; id !== null;) {
    const box = scene.items.get(id);
    if (box?.content.kind === 'step' && box.content.child !== null) return box.content.child.execution;
    id = box?.insideId ?? null;
  }
  return null;
}

function foreignStep(scene: Scene, id: string | null): ShownStep | null {
  const item = id === null ? undefined : scene.items.get(id);
  if (item?.content.kind !== 'step') return null;
  const execution = childAround(scene, item);
  if (execution === null) return null;
  const { step } = item.content.node;
  return { step, instanceId: item.instanceId, execution, isForeign: true, nodeId: item.id };
}

/** Steps of the page's own instance are selected in the address; row keys of a child mean nothing there. */
export function useSelection(props: InstanceTabProps, scene: Scene) {
  const [foreignId, setForeignId] = useState<string | null>(null);
  const shown = useMemo(
    () => foreignStep(scene, foreignId) ?? ownStep(props, scene),
    [scene, foreignId, props],
  );
  function select(item: SceneItem): void {
    if (item.content.kind !== 'step') return;
    const isForeign = item.instanceId !== props.instance.instanceId;
    setForeignId(isForeign ? item.id : null);
    if (!isForeign) props.onSelect(item.content.node.step.id);
  }
  function close(): void {
    if (foreignId === null) props.onSelect(undefined);
    setForeignId(null);
  }
  return { shown, select, close };
}
