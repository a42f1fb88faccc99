import type { RewindPreview } from '../../../../shared/contract/command-previews.ts';
import type { PlannedInstance } from '../commands/rewind-plan.ts';
import { readRewindPlan } from '../commands/rewind-walk.ts';
import type { HubStorage } from '../hub-storage.ts';

type PreviewedInstance = RewindPreview['instances'][number];

const maxSteps = 1000;

function toPreview({ instanceId, name, depth, plan, isLeaf }: PlannedInstance): PreviewedInstance {
  const steps = plan.steps.map((step) => (step.kind === 'orchestrator' ? { ...step, name } : step));
  return { instanceId, name, depth, steps, isLeaf };
}

/** The first steps over all instances; an instance whose steps are left out stays in the list. */
function bounded(instances: readonly PreviewedInstance[]): PreviewedInstance[] {
  let left = maxSteps;
  return instances.map((instance) => {
    const steps = instance.steps.slice(0, left);
    left -= steps.length;
    return { ...instance, steps };
  });
}

export async function previewRewind(storage: HubStorage, instanceId: string): Promise<RewindPreview> {
  const { instances, refusal, warnings } = await readRewindPlan(storage, instanceId);
  const all = instances.map(toPreview);
  const steps = all.reduce((sum, instance) => sum + instance.steps.length, 0);
  const cut = steps > maxSteps ? [`Only the first ${maxSteps} of ${steps} failures are listed.`] : [];
  return { instances: bounded(all), refusal, warnings: [...warnings, ...cut] };
}
