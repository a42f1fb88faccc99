import type { InstanceTabProps } from '../instance-tab.ts';
import { PayloadPanels } from './payload-panels.tsx';

export function PayloadsTab({ hub, instance }: InstanceTabProps) {
  return <PayloadPanels hub={hub} instance={instance} />;
}
