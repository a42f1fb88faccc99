import { setTimeout as delay } from 'node:timers/promises';

export function hubUrlOf(dashboardUrl: string, connection: string, hub: string): string {
  return `${dashboardUrl}/api/hubs/${encodeURIComponent(`${connection}~${hub}`)}`;
}

/** Milliseconds until the index of the hub has been built. */
export async function untilBuilt(hubUrl: string): Promise<number> {
  const beganMs = performance.now();
  for (;;) {
    const response = await fetch(`${hubUrl}/instances?limit=1`);
    const text = await response.text();
    if (response.ok && !text.includes('"state":"building"')) return performance.now() - beganMs;
    await delay(20);
  }
}
