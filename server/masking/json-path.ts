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
    let next = 0;
    for (const [i, segment] of this.segments.entries()) {
      if ((state & (1 << i)) === 0) continue;
      if (segment.kind === 'any-depth') next |= 1 << i;
      else if (this.fits(segment, within)) next |= 1 << (i + 1);
    }
    return this.withSkipped(next);
  }

  private fits(segment: Segment, within: string | number): boolean {
    if (segment.kind === 'any') return true;
    if (segment.kind === 'key') return segment.key === within;
    return segment.kind === 'place' && segment.place === within;
  }

  /** `**` may also stand for nothing. */
  private withSkipped(state: PathState): PathState {
    let all = state;
    for (const [i, segment] of this.segments.entries())
      if (segment.kind === 'any-depth' && (all & (1 << i)) !== 0) all |= 1 << (i + 1);
    return all;
  }
}
