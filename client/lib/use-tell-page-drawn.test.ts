import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** Whether it was told is kept for as long as the page lives: each test has a page of its own. */
async function openPage() {
  vi.resetModules();
  const { useTellPageDrawn } = await import('./use-tell-page-drawn.ts');
  const { pageDrawn } = await import('./page-drawn.ts');
  const onDrawn = vi.fn();
  void pageDrawn().then(onDrawn);
  return { useTellPageDrawn, onDrawn };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] }));
afterEach(() => vi.useRealTimers());

it('tells behind the frame that shows the answer', async () => {
  const { useTellPageDrawn, onDrawn } = await openPage();
  const onTold = vi.fn();
  const { rerender } = renderHook(({ hasAnswer }) => useTellPageDrawn(hasAnswer, onTold), {
    initialProps: { hasAnswer: false },
  });
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(onDrawn).not.toHaveBeenCalled();
  rerender({ hasAnswer: true });
  expect(onDrawn).not.toHaveBeenCalled();
  await act(() => vi.advanceTimersByTimeAsync(50));
  expect(onDrawn).toHaveBeenCalledOnce();
  expect(onTold).toHaveBeenCalledOnce();
});

it('tells after a while without an answer', async () => {
  const { useTellPageDrawn, onDrawn } = await openPage();
  renderHook(() => useTellPageDrawn(false));
  await act(() => vi.advanceTimersByTimeAsync(1_500));
  expect(onDrawn).toHaveBeenCalledOnce();
});

it('tells nothing of a page that was left before', async () => {
  const { useTellPageDrawn, onDrawn } = await openPage();
  const { unmount } = renderHook(() => useTellPageDrawn(false));
  unmount();
  await act(() => vi.advanceTimersByTimeAsync(1_500));
  expect(onDrawn).not.toHaveBeenCalled();
});
