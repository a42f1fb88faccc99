/** A stretch that both sides have; what lies between two stretches only one side has. */
export interface CommonRun {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

/** Beyond these differences the best way found so far is taken, which bounds time and memory. */
const maxDifferences = 600;

type Keys = readonly number[];

/** A point of the way: after `left` keys of the one and `left - diagonal` keys of the other. */
interface Point {
  readonly differences: number;
  readonly diagonal: number;
  readonly left: number;
}

interface Search {
  /** How far diagonals reached after 0, 1, 2… differences; diagonal `k` of the `d`-th is at `k + d`. */
  readonly reached: readonly Int32Array[];
  /** The end of both, or as far on as the search came. */
  readonly stop: Point;
}

function comesByRight(diagonal: number, differences: number, before: (diagonal: number) => number): boolean {
  if (diagonal === -differences) return true;
  return diagonal !== differences && before(diagonal - 1) < before(diagonal + 1);
}

/** Myers' greedy search, see “An O(ND) Difference Algorithm and Its Variations”. */
function search(left: Keys, right: Keys): Search {
  const reached: Int32Array[] = [];
  const middle = maxDifferences + 1;
  const furthest = new Int32Array(2 * middle + 1);
  let stop: Point = { differences: 0, diagonal: 0, left: 0 };
  let most = -1;
  for (let d = 0; d <= maxDifferences && most < left.length + right.length; d++) {
    for (let k = -d; k <= d; k += 2) {
      const byRight = furthest[middle + k + 1] ?? 0;
      const byLeft = (furthest[middle + k - 1] ?? 0) + 1;
      let x = k === -d || (k !== d && byLeft <= byRight) ? byRight : byLeft;
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x++;
      furthest[middle + k] = x;
      const taken = 2 * x - k;
      if (taken < most || x > left.length || x - k > right.length) continue;
      // Of points equally far on, the one that took as much of the one side as of the other.
      if (taken === most && Math.abs(k) >= Math.abs(stop.diagonal)) continue;
      most = taken;
      stop = { differences: d, diagonal: k, left: x };
    }
    reached.push(furthest.slice(middle - d, middle + d + 1));
  }
  return { reached, stop };
}

/** The common stretches on the way to where the search stopped. */
function walkBack({ reached, stop }: Search): CommonRun[] {
  const runs: CommonRun[] = [];
  let { diagonal, left } = stop;
  for (let d = stop.differences; d >= 0; d--) {
    const before = (k: number) => reached[d - 1]?.[k + d - 1] ?? 0;
    const isByRight = comesByRight(diagonal, d, before);
    const start = d === 0 ? 0 : isByRight ? before(diagonal + 1) : before(diagonal - 1) + 1;
    if (left > start) runs.push({ left: start, right: start - diagonal, length: left - start });
    diagonal += isByRight ? 1 : -1;
    left = isByRight ? start : start - 1;
  }
  return runs.reverse();
}

function commonStart(left: Keys, right: Keys): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left[length] === right[length]) length++;
  return length;
}

/** The longest way of putting two lists beside each other; nearly the longest where they differ in thousands of places. */
export function findCommonRuns(left: Keys, right: Keys): CommonRun[] {
  // What both begin with comes first, so that what a longer loop or wider fan-out has more is its last part.
  const start = commonStart(left, right);
  const ending = commonStart(left.slice(start).reverse(), right.slice(start).reverse());
  const [leftEnd, rightEnd] = [left.length - ending, right.length - ending];
  const runs: CommonRun[] = start > 0 ? [{ left: 0, right: 0, length: start }] : [];
  let [leftDone, rightDone] = [start, start];
  while (leftDone < leftEnd && rightDone < rightEnd) {
    const found = search(left.slice(leftDone, leftEnd), right.slice(rightDone, rightEnd));
    for (const run of walkBack(found))
      runs.push({ left: run.left + leftDone, right: run.right + rightDone, length: run.length });
    const { stop } = found;
    leftDone += stop.left;
    rightDone += stop.left - stop.diagonal;
  }
  if (ending > 0) runs.push({ left: leftEnd, right: rightEnd, length: ending });
  return runs;
}
