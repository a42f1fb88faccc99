/** 32-bit FNV-1a of the raw, case-sensitive instance id in UTF-8. */
export function fnv1a(instanceId: string): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(instanceId)) {
    hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  }
  return hash;
}

/** The partition, hence control queue, that all messages of an instance go to. */
export function partitionOf(instanceId: string, partitionCount: number): number {
  return fnv1a(instanceId) % partitionCount;
}
