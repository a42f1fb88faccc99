/** Between two turns of the wheel less time passes. */
const restMs = 250;

let scrolledAtMs = Number.NEGATIVE_INFINITY;

document.addEventListener('scroll', () => (scrolledAtMs = performance.now()), {
  capture: true,
  passive: true,
});

/** Milliseconds until nothing on the page was scrolled for a moment, unless the reader scrolls on; 0 = now. */
export function scrollRestsInMs(): number {
  return Math.max(0, scrolledAtMs + restMs - performance.now());
}
