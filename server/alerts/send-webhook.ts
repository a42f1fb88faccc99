import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { refuseAddress, refuseUrl, type TargetHosts } from './target-hosts.ts';

/** What came of one try. Texts name neither the address nor anything that was answered. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly status: number }
  | {
      readonly kind: 'failed';
      /** `null` = no answer came. */
      readonly status: number | null;
      readonly problem: string;
      /** The same message would be refused again. */
      readonly isFinal: boolean;
      /** When the receiver wants to be asked again; `null` = it does not say. */
      readonly retryAfterMs: number | null;
    };

export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

class Refused extends Error {}

/** Looks the host up and lets nothing through that may not be reached: the connection goes to the address that was checked. */
function checkedLookup(url: URL, hosts: TargetHosts): LookupFunction {
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        done(error, '', 0);
        return;
      }
      const refusals = addresses.map(({ address }) => refuseAddress(address, url, hosts));
      const refusal = refusals.find((reason) => reason !== null);
      const [first] = addresses;
      if (refusal !== undefined || first === undefined)
        done(new Refused(refusal ?? `${url.hostname} has no address`), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function failure(problem: string, rest: Partial<Extract<SendOutcome, { kind: 'failed' }>> = {}): SendOutcome {
  return { kind: 'failed', status: null, problem, isFinal: false, retryAfterMs: null, ...rest };
}

/** Seconds or a date, see RFC 9110. */
function retryAfterOf(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** They ask for another try. */
const triedAgain = new Set([408, 409, 425, 429]);

function outcomeOf({ statusCode: status = 0, headers }: IncomingMessage): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status >= 300 && status < 400)
    return failure(`It answered ${status}; redirects are not followed.`, { status, isFinal: true });
  return failure(`It answered ${status}.`, {
    status,
    isFinal: status < 500 && !triedAgain.has(status),
    retryAfterMs: retryAfterOf(headers['retry-after'], Date.now()),
  });
}

function failureOf(error: unknown, timeoutMs: number): SendOutcome {
  if (error instanceof Refused) return failure(`Nothing was sent: ${error.message}.`, { isFinal: true });
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return failure(`No answer came within ${timeoutMs / 1000} s.`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown failure';
  return failure(`It could not be reached: ${code}.`);
}

/** One POST. Follows no redirect, reads no body, and never rejects. */
export async function sendWebhook(request: WebhookRequest, hosts: TargetHosts): Promise<SendOutcome> {
  const { url, headers, body, timeoutMs } = request;
  const refusal = refuseUrl(url, hosts);
  if (refusal !== null) return failure(`Nothing was sent: ${refusal}.`, { isFinal: true });
  const bytes = Buffer.from(body);
  const options: RequestOptions = {
    method: 'POST',
    // A connection of its own: one that was opened for another check must not be used.
    agent: false,
    lookup: checkedLookup(url, hosts),
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': bytes.length,
      'user-agent': 'Durascope',
    },
  };
  const open = url.protocol === 'https:' ? requestSecure : requestPlain;
  try {
    return await new Promise<SendOutcome>((resolve, reject) => {
      const sent = open(url, options, (response) => {
        resolve(outcomeOf(response));
        response.destroy();
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
  } catch (error) {
    return failureOf(error, timeoutMs);
  }
}
