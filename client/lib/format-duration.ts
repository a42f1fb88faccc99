const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

/** Three significant figures below a minute, two units above: 4.2 ms, 1.34 s, 3 min 05 s, 2 d 4 h. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `−${formatDuration(-durationMs)}`;
  if (durationMs < 999.5) return `${significant(durationMs)} ms`;
  if (durationMs < 59_950) return `${significant(durationMs / 1000)} s`;
  const wholeSeconds = Math.round(durationMs / 1000) * 1000;
  const place = units.findIndex((unit) => wholeSeconds >= unit.ms);
  const large = units[place];
  const small = units[place + 1];
  if (large === undefined || small === undefined) return `${significant(durationMs / 1000)} s`;
  const rest = Math.floor((wholeSeconds % large.ms) / small.ms);
  const count = `${Math.floor(wholeSeconds / large.ms)} ${large.name}`;
  return rest === 0 ? count : `${count} ${rest} ${small.name}`;
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}
