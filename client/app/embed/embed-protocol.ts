import type { ShownSelection } from '../../lib/shown-selection.ts';

/** What an embedded page tells the page around it. */
export type EmbedNotice =
  | { readonly type: 'ready'; readonly version: 1; readonly path: string }
  | { readonly type: 'navigate'; readonly path: string }
  | ({ readonly type: 'selection' } & ShownSelection);

/** What the page around it may ask for. */
export type EmbedRequest =
  | { readonly type: 'navigate'; readonly path: string }
  | { readonly type: 'theme'; readonly theme: 'system' | 'light' | 'dark' };

/** Both directions carry it, so that neither side takes in messages that are meant for somebody else. */
export const embedChannel = 'durascope';

const themes = ['system', 'light', 'dark'] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Only a path of this dashboard: whatever else a portal sends must not lead a reader elsewhere. */
function isOwnPath(path: unknown): path is string {
  if (typeof path !== 'string' || !path.startsWith('/')) return false;
  const url = URL.canParse(path, 'http://dashboard.invalid')
    ? new URL(path, 'http://dashboard.invalid')
    : null;
  return url?.origin === 'http://dashboard.invalid';
}

/** `null` = none of the requests of this protocol. */
export function readEmbedRequest(data: unknown): EmbedRequest | null {
  if (!isRecord(data) || data.channel !== embedChannel) return null;
  if (data.type === 'navigate' && isOwnPath(data.path)) return { type: 'navigate', path: data.path };
  const theme = themes.find((known) => known === data.theme);
  return data.type === 'theme' && theme !== undefined ? { type: 'theme', theme } : null;
}
