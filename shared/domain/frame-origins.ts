/** `https://portal.example`, or `https://*.example` for all of its subdomains. */
function matches(pattern: string, origin: string): boolean {
  const [scheme, host] = pattern.split('://');
  const wildcard = host?.startsWith('*.') === true ? host.slice(1) : null;
  if (wildcard === null) return pattern.replace(/\/$/, '') === origin;
  const prefix = `${scheme ?? ''}://`;
  return (
    origin.startsWith(prefix) && origin.endsWith(wildcard) && origin.length > prefix.length + wildcard.length
  );
}

/** Whether a page of this origin may show the dashboard in a frame, by the patterns of `frame-ancestors`. */
export function mayFrame(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => matches(pattern, origin));
}
