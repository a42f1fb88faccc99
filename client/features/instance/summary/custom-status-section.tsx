import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { PayloadView } from '../../../components/payload-view.tsx';

/** What the orchestrator’s code says about itself. */
export function CustomStatusSection({ hub, instance }: { hub: string; instance: InstanceDetail }) {
  const { instanceId, customStatusPayload } = instance;
  if (customStatusPayload === null) return null;
  return (
    <section aria-labelledby="custom-status" className="min-w-0">
      <h2 id="custom-status" className="font-semibold">
        Custom status
      </h2>
      <PayloadView
        key={customStatusPayload.preview}
        hub={hub}
        instanceId={instanceId}
        info={customStatusPayload}
        what="custom status"
      />
    </section>
  );
}
