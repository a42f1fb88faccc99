import { kindOf, toPathSegment } from '../../../../shared/domain/instance-id.ts';

/** The address of an instance's own page, entities theirs. */
export function instanceHref(hub: string, instanceId: string): string {
  const pages = kindOf(instanceId) === 'entity' ? 'entities' : 'instances';
  return `/hubs/${encodeURIComponent(hub)}/${pages}/${encodeURIComponent(toPathSegment(instanceId))}`;
}
