import { setTimeout as delay } from 'node:timers/promises';

export function hubUrlOf(dashboardUrl: string, connection: string, hub: string): string {
  return `${dashboardUrl}/api/hubs/${encodeURIComponent(`${connection}~${hub}`)}`;
}

/** Milliseconds until the index of the hub has been built; failures are read then as well. */
export async function untilBuilt(hubUrl: string): Promise<number> {
  const beganMs = performance.now();
  let builtMs: number | null = null;
  for (;;) {
    const response = await fetch(`${hubUrl}/instances?limit=1`);
    const text = await response.text();
    if (response.ok && !text.includes('"state":"building"')) {
      builtMs ??= performance.now() - beganMs;
      if (text.includes('"unreadFailures":0')) return builtMs;
    }
    await delay(20);
  }
}
