import { scanJson, type JsonHandler, type JsonScanEnd } from './json-scan.ts';

const jsonKinds = ['object', 'array', 'string', 'number', 'boolean', 'null'] as const;
export type JsonKind = (typeof jsonKinds)[number];

/** Deeper values are shown at this depth. */
const maxDepth = 65_535;
const firstCapacity = 1_024;

/**
 * Where every value of a JSON text is, in the order of the text: a million values take some thirty bytes each and no
 * object is made for any of them. A value is known by its number.
 */
export interface JsonOutline {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  /** Exclusive; the end of the text for what was cut. */
  readonly ends: Int32Array;
  /** Where the key's quote is; -1 in arrays and at the root. */
  readonly keyStarts: Int32Array;
  /** -1 for the root. */
  readonly parents: Int32Array;
  /** Number of the first value behind this one and all within it. */
  readonly nexts: Int32Array;
  readonly childCounts: Int32Array;
  /** Place among its siblings, from 0. */
  readonly places: Int32Array;
  readonly depths: Uint16Array;
  readonly end: JsonScanEnd;
  /** There are more values than were asked for; the outline has the first of them. */
  readonly isCut: boolean;
}

const columns = ['starts', 'ends', 'keyStarts', 'parents', 'nexts', 'childCounts', 'places'] as const;
type Column = (typeof columns)[number];

function grown<Numbers extends Int32Array | Uint16Array | Uint8Array>(
  numbers: Numbers,
  target: Numbers,
): Numbers {
  target.set(numbers);
  return target;
}

class OutlineBuilder implements JsonHandler {
  private capacity = firstCapacity;
  private count = 0;
  private readonly open_: number[] = [];
  private keyStart = -1;
  isFull = false;
  private kinds = new Uint8Array(firstCapacity);
  private depths = new Uint16Array(firstCapacity);
  private readonly numbers: Record<Column, Int32Array>;

  constructor(
    private readonly text: string,
    private readonly maxCount: number,
  ) {
    const column = () => new Int32Array(firstCapacity);
    this.numbers = {
      starts: column(),
      ends: column(),
      keyStarts: column(),
      parents: column(),
      nexts: column(),
      childCounts: column(),
      places: column(),
    };
  }

  open(bracket: '{' | '[', at: number): void {
    const node = this.add(bracket === '{' ? 'object' : 'array', at, this.text.length);
    this.open_.push(node);
  }

  close(at: number): void {
    const node = this.open_.pop() ?? -1;
    if (node < 0) return;
    this.numbers.ends[node] = at + 1;
    this.numbers.nexts[node] = this.count;
  }

  key(start: number): void {
    this.keyStart = start;
  }

  scalar(start: number, end: number): void {
    this.add(this.kindAt(start), start, end);
  }

  finish(end: JsonScanEnd): JsonOutline {
    if (end.torn !== null && !end.torn.isKey) this.scalar(end.torn.start, this.text.length);
    for (const node of this.open_) if (node >= 0) this.numbers.nexts[node] = this.count;
    const { count, kinds, depths, isFull } = this;
    const { starts, ends, keyStarts, parents, nexts, childCounts, places } = this.numbers;
    return {
      count,
      kinds,
      depths,
      starts,
      ends,
      keyStarts,
      parents,
      nexts,
      childCounts,
      places,
      end,
      isCut: isFull,
    };
  }

  private kindAt(start: number): JsonKind {
    const first = this.text.charAt(start);
    if (first === '"') return 'string';
    if (first === 'n') return 'null';
    return first === 't' || first === 'f' ? 'boolean' : 'number';
  }

  /** -1 when there is no room for it. */
  private add(kind: JsonKind, start: number, end: number): number {
    const { keyStart } = this;
    this.keyStart = -1;
    const parent = this.open_.at(-1) ?? -1;
    if (this.count >= this.maxCount || (parent < 0 && this.open_.length > 0)) {
      this.isFull = true;
      return -1;
    }
    if (this.count === this.capacity) this.grow();
    const node = this.count++;
    const { numbers } = this;
    this.kinds[node] = jsonKinds.indexOf(kind);
    this.depths[node] = Math.min(this.open_.length, maxDepth);
    numbers.starts[node] = start;
    numbers.ends[node] = end;
    numbers.keyStarts[node] = keyStart;
    numbers.parents[node] = parent;
    numbers.nexts[node] = node + 1;
    if (parent >= 0) {
      const place = numbers.childCounts[parent] ?? 0;
      numbers.places[node] = place;
      numbers.childCounts[parent] = place + 1;
    }
    return node;
  }

  private grow(): void {
    this.capacity = Math.min(this.capacity * 2, this.maxCount);
    for (const column of columns)
      this.numbers[column] = grown(this.numbers[column], new Int32Array(this.capacity));
    this.kinds = grown(this.kinds, new Uint8Array(this.capacity));
    this.depths = grown(this.depths, new Uint16Array(this.capacity));
  }
}

/** Also of the beginning of a text that was cut, and of what stands before the first mistake. */
export function outlineJson(text: string, maxCount = 1_500_000): JsonOutline {
  const builder = new OutlineBuilder(text, maxCount);
  return builder.finish(scanJson(text, builder));
}

export function kindOf(outline: JsonOutline, node: number): JsonKind {
  return jsonKinds[outline.kinds[node] ?? 0] ?? 'null';
}

export function isContainer(outline: JsonOutline, node: number): boolean {
  return (outline.kinds[node] ?? 5) < 2;
}

/** What a string literal says; the literal itself when it is torn. */
export function stringValue(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : literal;
  } catch {
    return literal;
  }
}

function literalEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charAt(i);
    if (code === '"') return i + 1;
    if (code === '\\') i += 1;
  }
  return text.length;
}

/** `null` for what has a place instead of a name. */
export function keyOf(text: string, outline: JsonOutline, node: number): string | null {
  const start = outline.keyStarts[node] ?? -1;
  return start < 0 ? null : stringValue(text.slice(start, literalEnd(text, start)));
}

const plainKey = /^[A-Za-z_$][\w$]*$/;

function pathStep(text: string, outline: JsonOutline, node: number): string {
  const key = keyOf(text, outline, node);
  if (key === null) return `[${outline.places[node] ?? 0}]`;
  return plainKey.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** As JSONPath, for example `$.items[3]["a b"]`. */
export function pathOf(text: string, outline: JsonOutline, node: number): string {
  const steps: string[] = [];
  for (let at = node; (outline.parents[at] ?? -1) >= 0; at = outline.parents[at] ?? 0)
    steps.push(pathStep(text, outline, at));
  return `$${steps.reverse().join('')}`;
}
