import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenForTest } from './listening.ts';

interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (response: ServerResponse, received: ReceivedWebhook) => void;

export interface WebhookReceiver {
  /** Of an address that holds a token. */
  readonly url: URL;
  readonly received: ReceivedWebhook[];
  /** How the next ones are answered. */
  answer: Answer;
  close(): Promise<void>;
}

/** Takes messages on a real port of this machine. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const receiver: Omit<WebhookReceiver, 'url' | 'close'> = {
    received,
    answer: (response) => void response.writeHead(204).end(),
  };
  const listening = await listenForTest((request, response) => {
    void text(request).then((body) => {
      const message = { path: request.url ?? '', headers: request.headers, body };
      received.push(message);
      receiver.answer(response, message);
    });
  });
  return Object.assign(receiver, {
    url: new URL('/hook/a-token-of-many-characters', listening.url),
    close: () => listening.close(),
  });
}
