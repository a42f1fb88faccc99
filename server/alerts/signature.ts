import { createHmac } from 'node:crypto';

const encodedPrefix = 'whsec_';

/** Secrets of the Standard Webhooks form hold their key in Base64; others are taken letter by letter. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(encodedPrefix)
    ? Buffer.from(secret.slice(encodedPrefix.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/**
 * Headers of the Standard Webhooks specification: the id stays the same over all tries of a message, so that a receiver
 * knows one that comes twice. Without a secret there is no signature.
 */
export function webhookHeaders(
  id: string,
  body: string,
  { secret, sentAtS }: { readonly secret: string | null; readonly sentAtS: number },
): Record<string, string> {
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(sentAtS) };
  if (secret === null) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${sentAtS}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
