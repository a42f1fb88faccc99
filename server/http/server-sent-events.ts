import type { Response } from 'express';
import { callerOf } from './caller.ts';

const heartbeatMs = 15_000;

/** `send` passes a client that reads slowly the latest event only. The returned function ends the subscription. */
type Subscribe<Event> = (send: (event: Event) => void) => () => void;

/**
 * Answers with server-sent events until the client leaves. A client that takes nothing in from one heartbeat to the
 * next is dropped, so that it holds neither memory nor a subscription; one whose sign-in has ended is dropped as well.
 */
export function openEventStream<Event>(response: Response, subscribe: Subscribe<Event>): void {
  let isBlocked = false;
  let waiting: Event | null = null;

  function write(text: string): void {
    isBlocked = !response.write(text);
  }

  function send(event: Event): void {
    if (isBlocked) waiting = event;
    else write(`data: ${JSON.stringify(event)}\n\n`);
  }

  function sendWaiting(): void {
    isBlocked = false;
    const event = waiting;
    waiting = null;
    if (event !== null) send(event);
  }

  function beat(): void {
    if (isBlocked) response.destroy();
    // The page asks again with what its browser holds by now, which goes on or is told to sign in.
    else if (callerOf(response)?.isCurrent?.() === false) response.end();
    else write(': still here\n\n');
  }

  response.writeHead(200, {
    'content-type': 'text/event-stream',
    // Reverse proxies would otherwise collect events before passing them on.
    'x-accel-buffering': 'no',
  });
  // The client may have left while the stream was prepared; a HEAD request wants no stream.
  if (response.destroyed || response.req.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const unsubscribe = subscribe(send);
  const heartbeat = setInterval(beat, heartbeatMs);
  response.on('drain', sendWaiting);
  response.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
