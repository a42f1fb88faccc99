const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as the storage service bills and documents them. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  let value = sizeBytes;
  let unit: (typeof units)[number] = 'kB';
  for (unit of units) {
    value /= 1000;
    if (value < 999.5) break;
  }
  return `${Number(value.toPrecision(3))} ${unit}`;
}

export function formatExactBytes(sizeBytes: number): string {
  return `${sizeBytes.toLocaleString('en-US')} bytes`;
}
