import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { PayloadView } from '../../../components/payload-view.tsx';
import { PayloadViewer } from '../../../components/payload-viewer.tsx';

/** Shorter ones are seen whole, which a tree would not better. */
const shortBytes = 400;

/** What the orchestrator’s code says about itself. */
export function CustomStatusSection({ hub, instance }: { hub: string; instance: InstanceDetail }) {
  const { instanceId, customStatusPayload } = instance;
  if (customStatusPayload === null) return null;
  const isShort = (customStatusPayload.sizeBytes ?? 0) <= shortBytes;
  const View = isShort ? PayloadView : PayloadViewer;
  return (
    <section aria-labelledby="custom-status" className="min-w-0">
      <h2 id="custom-status" className="font-semibold">
        Custom status
      </h2>
      <View
        key={customStatusPayload.preview}
        hub={hub}
        instanceId={instanceId}
        info={customStatusPayload}
        what="custom status"
      />
    </section>
  );
}
