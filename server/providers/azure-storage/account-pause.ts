import { createDefaultHttpClient, type HttpClient, type PipelineResponse } from '@azure/core-rest-pipeline';

/** Until when an account wants to be left alone; one for all calls of the account. */
export class AccountPause {
  private untilMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  remainingMs(): number {
    return Math.max(0, this.untilMs - this.nowMs());
  }

  extend(waitMs: number): void {
    this.untilMs = Math.max(this.untilMs, this.nowMs() + waitMs);
  }
}

/** Thrown when the account asked for a pause, or still has one. Shaped like the SDKs' errors, so that it reads as theirs. */
export class AccountPausedError extends Error {
  override readonly name = 'AccountPausedError';
  readonly statusCode: number;
  readonly code = 'ServerBusy';

  constructor(
    readonly waitMs: number,
    statusCode = 503,
  ) {
    super('the account asked to be left alone');
    this.statusCode = statusCode;
  }
}

/** `Retry-After` is a number of seconds or a date; `null` when neither is there. */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

/** Both mean that the account cannot keep up. */
export function isThrottling(status: number): boolean {
  return status === 429 || status === 503;
}

function pauseAskedFor({ status, headers }: PipelineResponse): number | null {
  return isThrottling(status) ? retryAfterMs(headers.get('retry-after')) : null;
}

/**
 * Sends nothing while the account is paused. The error is none that the SDK retries: its own waiting would count
 * against the time limit of one call, and other calls would not know of it.
 */
export function pausingHttpClient(pause: AccountPause): HttpClient {
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      const remainingMs = pause.remainingMs();
      if (remainingMs > 0) throw new AccountPausedError(remainingMs);
      const response = await client.sendRequest(request);
      const waitMs = pauseAskedFor(response);
      if (waitMs === null) return response;
      pause.extend(waitMs);
      throw new AccountPausedError(waitMs, response.status);
    },
  };
}
