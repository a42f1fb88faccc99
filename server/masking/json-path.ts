type Segment =
  | { readonly kind: 'any-depth' }
  | { readonly kind: 'any' }
  | { readonly kind: 'place'; readonly place: number }
  /** In lower case. */
  | { readonly kind: 'key'; readonly key: string };

const token =
  /(\.\.|\.?\*\*)|(\.?\*|\[\*\])|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*"|'[^']*')\]|\.?([^.[\]*\s"']+)/y;
/** Sets of segments are the bits of a number. */
const maxSegments = 30;

function toSegment([, anyDepth, any, place, quoted, name]: RegExpExecArray): Segment {
  if (anyDepth !== undefined) return { kind: 'any-depth' };
  if (any !== undefined) return { kind: 'any' };
  if (place !== undefined) return { kind: 'place', place: Number(place) };
  const key = quoted?.startsWith('"') === true ? (JSON.parse(quoted) as string) : quoted?.slice(1, -1);
  return { kind: 'key', key: (key ?? name ?? '').toLowerCase() };
}

function segmentsOf(path: string): Segment[] | null {
  const segments: Segment[] = [];
  let at = path.startsWith('$') ? 1 : 0;
  while (at < path.length) {
    token.lastIndex = at;
    const match = token.exec(path);
    if (match === null) return null;
    segments.push(toSegment(match));
    at = token.lastIndex;
  }
  return path === '' || segments.length > maxSegments ? null : segments;
}

/** How far a path has come at one value: opaque, and as small as a number because there is one for every value. */
export type PathState = number;

/** A path such as `$.card.number`, `$.items[*].secret` or `**.password`. Keys are compared without regard to case. */
export class JsonPath {
  readonly atRoot: PathState;

  private constructor(private readonly segments: readonly Segment[]) {
    this.atRoot = this.withSkipped(1);
  }

  /** `null` when the text is no path. */
  static parse(path: string): JsonPath | null {
    const segments = segmentsOf(path);
    return segments && new JsonPath(segments);
  }

  isEnd(state: PathState): boolean {
    return (state & (1 << this.segments.length)) !== 0;
  }

  /** The state of a value within one of this state: at a key in lower case, or at a place. */
  step(state: PathState, within: string | number): PathState {
    if (state === 0) return 0;
    let next = 0;
    let i = 0;
    for (const segment of this.segments) {
      const bit = 1 << i++;
      if ((state & bit) === 0) continue;
      if (segment.kind === 'any-depth') next |= bit;
      else if (this.fits(segment, within)) next |= bit << 1;
    }
    return next === 0 ? 0 : this.withSkipped(next);
  }

  private fits(segment: Segment, within: string | number): boolean {
    if (segment.kind === 'any') return true;
    if (segment.kind === 'key') return segment.key === within;
    return segment.kind === 'place' && segment.place === within;
  }

  /** `**` may also stand for nothing. */
  private withSkipped(state: PathState): PathState {
    let all = state;
    let bit = 1;
    for (const segment of this.segments) {
      if (segment.kind === 'any-depth' && (all & bit) !== 0) all |= bit << 1;
      bit <<= 1;
    }
    return all;
  }
}
