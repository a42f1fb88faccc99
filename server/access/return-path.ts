const anyOrigin = 'http://here.invalid';
const start = '/';

/**
 * Where a sign-in comes back to: an address of this dashboard, or its start page. A browser reads `//host`, `/\host`
 * and tabs between slashes as another site, so what is sent is what the URL parser made of it, and only if it stayed here.
 */
export function returnPath(given: unknown): string {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 4000) return start;
  if (!URL.canParse(given, anyOrigin)) return start;
  const { origin, pathname, search, hash } = new URL(given, anyOrigin);
  // Dots may leave two slashes at the beginning: `/.//host`.
  const isHere = origin === anyOrigin && !pathname.startsWith('//') && !pathname.includes('\\');
  // Coming back to the sign-in itself would go round in circles.
  return isHere && !pathname.startsWith('/auth/') ? `${pathname}${search}${hash}` : start;
}
