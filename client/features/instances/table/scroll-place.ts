import { bodyHeight, headerHeightPx } from './row-geometry.ts';

type Scroller = Pick<HTMLElement, 'scrollTop' | 'clientHeight'>;

/** Moves farther than this many windows are jumps of the scroll bar, not turns of the wheel. */
const jumpWindows = 4;

/**
 * Where a scrolled element stands in a list that may be higher than an element can be: `shiftPx` is what the browser's own
 * scroll position falls short of the place in the list. Always 0 for lists that fit.
 */
export class ScrollPlace {
  shiftPx = 0;
  #rowsPx = 0;
  #lastTop = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly shift = (): number => this.shiftPx;

  /** The height of all rows together. */
  resize(rowsPx: number, scroller: Scroller): void {
    if (rowsPx === this.#rowsPx) return;
    this.#rowsPx = rowsPx;
    this.#moveShift(this.#shiftByProportion(scroller));
  }

  offsetOf(scroller: Scroller): number {
    return Math.max(0, scroller.scrollTop + this.shiftPx);
  }

  /** To be told after every scroll of the element; says where that is in the list. */
  follow(scroller: Scroller): number {
    const { scrollTop } = scroller;
    const { list, bar } = this.#ways(scroller);
    const isJump = Math.abs(scrollTop - this.#lastTop) > jumpWindows * scroller.clientHeight;
    this.#lastTop = scrollTop;
    if (list <= bar) this.#moveShift(0);
    else if (isJump || scrollTop <= 0 || scrollTop >= bar) this.#moveShift(this.#shiftByProportion(scroller));
    return this.offsetOf(scroller);
  }

  /** Puts the scroll bar where it belongs after many turns of the wheel, without moving a row. */
  settle(scroller: Scroller): void {
    const { list, bar } = this.#ways(scroller);
    if (list <= bar) return;
    const offset = this.offsetOf(scroller);
    const top = (offset / list) * bar;
    if (Math.abs(top - scroller.scrollTop) < 1) return;
    scroller.scrollTop = top;
    this.#lastTop = scroller.scrollTop;
    this.#moveShift(offset - scroller.scrollTop);
  }

  /** The scroll position of the element at which the list stands at the offset. */
  topFor(offsetPx: number, scroller: Scroller): number {
    const { list, bar } = this.#ways(scroller);
    if (list <= bar) return offsetPx;
    const near = offsetPx - this.shiftPx;
    const isNear = Math.abs(near - scroller.scrollTop) <= jumpWindows * scroller.clientHeight;
    return isNear && near > 0 && near < bar ? near : (offsetPx / list) * bar;
  }

  #ways({ clientHeight }: Scroller): { list: number; bar: number } {
    const viewPx = clientHeight - headerHeightPx;
    const barPx = bodyHeight(this.#rowsPx);
    return { list: Math.max(0, this.#rowsPx - viewPx), bar: Math.max(0, barPx - viewPx) };
  }

  #shiftByProportion(scroller: Scroller): number {
    const { list, bar } = this.#ways(scroller);
    if (list <= bar) return 0;
    const top = Math.min(Math.max(scroller.scrollTop, 0), bar);
    return (top / bar) * list - top;
  }

  #moveShift(shiftPx: number): void {
    if (shiftPx === this.shiftPx) return;
    this.shiftPx = shiftPx;
    for (const listener of this.#listeners) listener();
  }
}
