import { refresh } from './refresh.ts';

export type ConnectionState = 'connecting' | 'open' | 'broken';

interface ConnectionListener {
  readonly onOpen: () => void;
  readonly onMessage: (data: unknown) => void;
  /** Told with every attempt that failed; the next one is made by itself. */
  readonly onBroken: () => void;
  /** Closed because nobody sees the page; opened again when somebody does. */
  readonly onHidden: () => void;
}

/** Server-sent events for as long as the page is seen, opened again when they break off. */
export class EventConnection {
  #source: EventSource | null = null;
  #retryTimer: number | undefined;
  #failures = 0;

  /** The address may say where to go on, so it is asked for with every opening. */
  constructor(
    private readonly urlOf: () => string,
    private readonly listener: ConnectionListener,
  ) {}

  /** A page that nobody sees follows nothing: the server reads less and the browser keeps its few connections. */
  start(): void {
    document.addEventListener('visibilitychange', this.#followVisibility);
    this.#followVisibility();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#followVisibility);
    this.#close();
  }

  readonly #followVisibility = (): void => {
    this.#close();
    if (document.visibilityState === 'visible') this.#open();
    else this.listener.onHidden();
  };

  #open(): void {
    const source = new EventSource(this.urlOf());
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.listener.onOpen();
    };
    source.onmessage = (event) => this.listener.onMessage(event.data);
    source.onerror = () => this.#retry();
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    window.clearTimeout(this.#retryTimer);
  }

  /** Browsers give up for good on an answer that is no event stream, so reopening is not left to them. */
  #retry(): void {
    this.#close();
    this.listener.onBroken();
    const waitMs = Math.min(refresh.feedRetryMs * 2 ** this.#failures, refresh.feedRetryMaxMs);
    this.#failures += 1;
    this.#retryTimer = window.setTimeout(() => this.#open(), waitMs);
  }
}

/** `null` when the data is not JSON. */
export function jsonOf(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
