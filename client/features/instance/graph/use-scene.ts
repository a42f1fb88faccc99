import { useMemo, useState } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { buildScene, type Scene, type SceneChoices } from './graph-scene.ts';
import { useChildren } from './use-children.ts';

interface SceneSource extends Pick<SceneChoices, 'open' | 'pages'> {
  hub: string;
  instanceId: string;
  model: ExecutionModel;
}

/** What is to be drawn, children shown in place included: what they hold may want more children. */
export function useScene({ hub, instanceId, model, open, pages }: SceneSource): Scene {
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const children = useChildren(hub, wanted);
  const scene = useMemo(() => {
    const byId = new Map(children.map((child) => [child.instanceId, child]));
    return buildScene(model, instanceId, { open, pages, childOf: (id) => byId.get(id) });
  }, [model, instanceId, open, pages, children]);
  if (scene.wanted.join('\n') !== wanted.join('\n')) setWanted(scene.wanted);
  return scene;
}
