import type { RowReader } from './row-reader.ts';

/** A text column as stored: in the row, or in a blob of the hub's large-messages container. */
export type StoredText =
  { readonly kind: 'inline'; readonly text: string } | { readonly kind: 'blob'; readonly blobName: string };

const nameByEngine = /.\/(?:history|message)-[^/]+\.json\.gz$/;

/** Emulators name the account in the path, and a worker may reach them by another host than Durascope does. */
function isSameAccount(url: URL, container: URL, path: string): boolean {
  if (url.origin === container.origin) return true;
  const isAccountInPath = container.pathname.split('/').length > 2;
  return isAccountInPath && nameByEngine.test(path);
}

/**
 * The blob that a URL in the Instances row means, or `null` when the text is no URL into this hub's container.
 * A user's input may be any URL: only this account's own container is ever read, and by name.
 */
export function blobNameFromUrl(text: string, containerUrl: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const container = new URL(containerUrl);
  const folder = `${container.pathname}/`;
  if (!url.pathname.startsWith(folder)) return null;
  const path = url.pathname.slice(folder.length);
  if (!isSameAccount(url, container, path)) return null;
  if (url.search !== '' || url.hash !== '' || url.username !== '') return null;
  try {
    const name = decodeURIComponent(path);
    return name === '' ? null : name;
  } catch {
    return null;
  }
}

/** `null` when the column is absent. An offloaded column is empty and has its blob's name in a second column. */
export function readStoredText(row: RowReader, column: string): StoredText | null {
  const text = row.text(column);
  const blobName = row.text(`${column}BlobName`);
  if (blobName !== null && (text === null || text === '')) return { kind: 'blob', blobName };
  return text === null ? null : { kind: 'inline', text };
}

/** Input and Output of an instance may also be the URL of a blob. */
export function readInstanceText(row: RowReader, column: string, containerUrl: string): StoredText | null {
  const stored = readStoredText(row, column);
  if (stored?.kind !== 'inline') return stored;
  const blobName = blobNameFromUrl(stored.text, containerUrl);
  return blobName === null ? stored : { kind: 'blob', blobName };
}
