const offsetBasis = 2166136261;
const prime = 16777619;
const encoder = new TextEncoder();

/** 32-bit FNV-1a of the raw, case-sensitive instance id in UTF-8. */
export function fnv1a(instanceId: string): number {
  let hash = offsetBasis;
  for (let i = 0; i < instanceId.length; i++) {
    const unit = instanceId.charCodeAt(i);
    if (unit > 0x7f) return fnv1aOfBytes(encoder.encode(instanceId));
    hash = Math.imul(hash ^ unit, prime);
  }
  return hash >>> 0;
}

function fnv1aOfBytes(bytes: Uint8Array): number {
  let hash = offsetBasis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, prime);
  return hash >>> 0;
}

/** The partition, hence control queue, that all messages of an instance go to. */
export function partitionOf(instanceId: string, partitionCount: number): number {
  return fnv1a(instanceId) % partitionCount;
}
