/**
 * Query keys are built on these levels, so that invalidating a level reaches everything below it.
 * Each `*-queries.ts` appends its own words.
 */
export const hubsLevel = ['hubs'] as const;

export function hubLevel(hub: string) {
  return ['hub', hub] as const;
}

/** Answers of the index: read again whenever the hub reports changes. */
export function indexLevel(hub: string) {
  return [...hubLevel(hub), 'index'] as const;
}

/** Long lists that a reader may have scrolled: their page decides when to read again. */
export function pagedLevel(hub: string) {
  return [...hubLevel(hub), 'paged'] as const;
}

/** What people did through this dashboard. */
export function auditLevel(hub: string) {
  return [...hubLevel(hub), 'audit'] as const;
}

/** Everything read from storage about one instance or entity. */
export function instanceLevel(hub: string, instanceId: string) {
  return [...hubLevel(hub), 'instance', instanceId] as const;
}

/** The events of one instance, read from where the last reading ended. */
export function historyLevel(hub: string, instanceId: string) {
  return [...instanceLevel(hub, instanceId), 'history'] as const;
}
