import { chromium, type Browser, type Locator, type Page } from 'playwright';

const launchOptions = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
};

export const viewport = { width: 1440, height: 900 };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions);
}

export function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length);
}

/** What JavaScript holds once nothing is left to collect. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // What the first collection finalises, the second one frees.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

/** Milliseconds between frames while the wheel turns over `screens` windows of rows. */
export async function scrollFrames(page: Page, list: Locator, screens: number): Promise<number[]> {
  await list.hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const note = () => {
      const present = performance.now();
      frames.push(present - last);
      last = present;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let turn = 0; turn < screens * 6; turn++) await page.mouse.wheel(0, 140);
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames);
}
