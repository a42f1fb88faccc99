import type { FilledLink } from '../../shared/contract/links.ts';

export const linkTargets = ['instance', 'entity', 'hub'] as const;
export type LinkTarget = (typeof linkTargets)[number];

const ofHub = ['connection', 'hub', 'from', 'to', 'fromMs', 'toMs'] as const;
const ofEntity = [...ofHub, 'instanceId', 'name', 'entityKey'] as const;
const ofInstance = [
  ...ofHub,
  ...['instanceId', 'name', 'executionId', 'version', 'status'],
  ...['parentInstanceId', 'traceId', 'spanId'],
] as const;
const known: Record<LinkTarget, readonly string[]> = { hub: ofHub, entity: ofEntity, instance: ofInstance };

/** By placeholder; `null` = not known. */
export type LinkValues = Readonly<Record<string, string | null>>;

export interface LinkTemplate {
  readonly label: string;
  readonly url: string;
  readonly on: LinkTarget;
  /** Pattern of `<connection>~<task hub>`. */
  readonly hubs: string;
}

const placeholder = /\{([^{}]*)\}/g;

function namesIn(url: string): string[] {
  return [...new Set([...url.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** What is wrong with a template, in words; `null` = nothing. */
export function problemOfTemplate({ url, on }: Pick<LinkTemplate, 'url' | 'on'>): string | null {
  const [, scheme = '', host = ''] = /^([a-z][a-z\d+.-]*):\/\/([^/?#\\]*)/i.exec(url) ?? [];
  if (!/^https?$/i.test(scheme)) return 'its url must begin with https:// or http://';
  // Whoever names instances would choose the site that people are led to.
  if (host.includes('{')) return 'placeholders may stand behind the host name only';
  if (host.includes('@')) return 'its url must not hold a user name';
  const unknown = namesIn(url).find((name) => !known[on].includes(name));
  if (unknown !== undefined) {
    const choice = known[on].map((name) => `{${name}}`).join(', ');
    return `{${unknown}} is no placeholder of links on: ${on}. There are ${choice}`;
  }
  if (/[{}]/.test(url.replaceAll(placeholder, ''))) return 'a brace has no partner; write %7B or %7D for one';
  return URL.canParse(url.replaceAll(placeholder, 'x')) ? null : 'its url cannot be read';
}

/** `null` for what would not stay one part of an address. */
function encoded(value: string): string | null {
  if (value === '' || value === '.' || value === '..' || !isWellFormed(value)) return null;
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Every value becomes one percent-encoded part of the address. */
export function fillTemplate({ label, url }: LinkTemplate, values: LinkValues): FilledLink {
  const parts = new Map(namesIn(url).map((name) => [name, encoded(values[name] ?? '')]));
  const missing = [...parts].flatMap(([name, value]) => (value === null ? [name] : []));
  if (missing.length > 0) return { label, url: null, missing };
  const filled = url.replaceAll(placeholder, (_, name: string) => parts.get(name) ?? '');
  return { label, url: new URL(filled).href, missing };
}
