import { expect, it } from 'vitest';
import { headerHeightPx, maxBodyPx } from './row-geometry.ts';
import { ScrollPlace } from './scroll-place.ts';

const clientHeight = 800;
const viewPx = clientHeight - headerHeightPx;

function placeIn(rowsPx: number) {
  const scroller = { scrollTop: 0, clientHeight };
  const place = new ScrollPlace();
  place.resize(rowsPx, scroller);
  function scrollTo(scrollTop: number): number {
    scroller.scrollTop = scrollTop;
    return place.follow(scroller);
  }
  return { place, scroller, scrollTo };
}

it('a list that fits stands where the browser says', () => {
  const { place, scrollTo } = placeIn(3_200_000);
  expect([100, 1_000_000, 0].map(scrollTo)).toEqual([100, 1_000_000, 0]);
  expect(place.shiftPx).toBe(0);
});

it('the ends of the scroll bar are the ends of a list higher than any element', () => {
  const rowsPx = 10 * maxBodyPx;
  const { scrollTo } = placeIn(rowsPx);
  expect(scrollTo(maxBodyPx - viewPx)).toBeCloseTo(rowsPx - viewPx, 3);
  expect(scrollTo(0)).toBe(0);
  expect(scrollTo((maxBodyPx - viewPx) / 2)).toBeCloseTo((rowsPx - viewPx) / 2, 3);
});

it('in a list higher than any element the wheel moves by as much as it turns', () => {
  const { scrollTo } = placeIn(10 * maxBodyPx);
  const start = scrollTo(5_000_000);
  expect(scrollTo(5_000_100) - start).toBeCloseTo(100, 3);
  expect(scrollTo(4_999_900) - start).toBeCloseTo(-100, 3);
});

it('settling moves the scroll bar and no row', () => {
  const rowsPx = 10 * maxBodyPx;
  const { place, scroller, scrollTo } = placeIn(rowsPx);
  scrollTo(5_000_000);
  let offset = 0;
  for (let turn = 1; turn <= 50; turn += 1) offset = scrollTo(5_000_000 + turn * 1_000);
  place.settle(scroller);
  expect(place.offsetOf(scroller)).toBeCloseTo(offset, 3);
  expect(scroller.scrollTop / (maxBodyPx - viewPx)).toBeCloseTo(offset / (rowsPx - viewPx), 6);
});

it.each([0, 640, 60_000_000, 119_000_000])('offset %d is reached from anywhere', (offset) => {
  const { place, scroller, scrollTo } = placeIn(10 * maxBodyPx);
  for (const from of [0, 600, 7_000_000]) {
    scrollTo(from);
    expect(Math.abs(scrollTo(place.topFor(offset, scroller)) - offset)).toBeLessThan(32);
  }
});
