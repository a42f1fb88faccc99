import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import { PayloadView } from '../../../components/payload-view.tsx';
import { PayloadViewer } from '../../../components/payload-viewer.tsx';

/** Shorter ones are seen whole, which a tree would not better. */
const shortBytes = 400;

interface PayloadSectionProps {
  hub: string;
  instanceId: string;
  title: string;
  info: PayloadInfo | null;
}

function PayloadSection({ hub, instanceId, title, info }: PayloadSectionProps) {
  if (info === null) return null;
  const isShort = (info.sizeBytes ?? 0) <= shortBytes;
  const View = isShort ? PayloadView : PayloadViewer;
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="font-semibold">{title}</h2>
      <View key={info.preview} hub={hub} instanceId={instanceId} info={info} what={title.toLowerCase()} />
    </section>
  );
}

/** The engine keeps the reasons of commands in the column of the output. */
function outputTitle({ runtimeStatus, completedAt }: InstanceDetail): string {
  if (runtimeStatus === 'Terminated') return 'Reason of the termination';
  return completedAt === null ? 'Reason of the last command' : 'Output';
}

/** What it was given, says about itself, and gave. A failure's text stands elsewhere. */
export function PayloadSections({ hub, instance }: { hub: string; instance: InstanceDetail }) {
  const place = { hub, instanceId: instance.instanceId };
  const output = instance.runtimeStatus === 'Failed' ? null : instance.output;
  return (
    <>
      <PayloadSection {...place} title={outputTitle(instance)} info={output} />
      <PayloadSection {...place} title="Custom status" info={instance.customStatusPayload} />
      <PayloadSection {...place} title="Input" info={instance.input} />
    </>
  );
}
