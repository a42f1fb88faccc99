import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';

/** For drawings; texts and badges take the classes of `runtime-status-look.ts`. */
export function statusColor(status: RuntimeStatus): string {
  const word = status.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  return `var(--status-${word})`;
}
