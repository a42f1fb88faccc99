const longestChars = 100;

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name made of words from storage, without anything that a file system or a header would stumble over. */
export function downloadName(instanceId: string, what: string): string {
  const words = `${instanceId}-${what}`
    .normalize('NFKC')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, longestChars)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return `${words === '' || reserved.test(words) ? 'payload' : words}.txt`;
}
