import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { FakeEventSource } from './fake-event-source.ts';
import { stubServer } from './stub-endpoint.ts';

/**
 * jsdom lays nothing out: every element is as big as a small window, so that virtual lists draw rows, and what is measured
 * of a table is as high as one row.
 */
function giveElementsSizes(): void {
  const sizes: Record<string, (element: HTMLElement) => number> = {
    offsetHeight: (element) => (element instanceof HTMLTableSectionElement ? 33 : 800),
    offsetWidth: () => 1200,
    clientHeight: () => 800,
  };
  for (const [property, sizeOf] of Object.entries(sizes))
    Object.defineProperty(HTMLElement.prototype, property, {
      configurable: true,
      get(this: HTMLElement) {
        return sizeOf(this);
      },
    });
  Element.prototype.scrollTo = function scrollTo(this: Element, options?: ScrollToOptions | number) {
    if (typeof options === 'object') this.scrollTop = options.top ?? 0;
    queueMicrotask(() => this.dispatchEvent(new Event('scroll')));
  };
  Element.prototype.scrollIntoView = () => undefined;
}

class SilentResizeObserver {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}

// Looking through a hundred rows by role takes jsdom a while when the machine is busy.
configure({ asyncUtilTimeout: 5_000 });
giveElementsSizes();
vi.stubGlobal('EventSource', FakeEventSource);
vi.stubGlobal('ResizeObserver', SilentResizeObserver);
vi.stubGlobal('scrollTo', () => undefined);
// A wide window in the light; a test that needs another says so.
vi.stubGlobal('matchMedia', (media: string) => ({
  matches: media.includes('min-width'),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

beforeAll(() => stubServer.listen({ onUnhandledRequest: 'error' }));

afterEach(() => {
  cleanup();
  stubServer.resetHandlers();
  FakeEventSource.open.clear();
  window.localStorage.clear();
});

afterAll(() => stubServer.close());
