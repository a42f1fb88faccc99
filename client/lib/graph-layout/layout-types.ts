/** Where a node's edges lead on: downwards, or to the right. */
export type Flow = 'down' | 'right';

/** Plain data: it goes to a worker and back. */
export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
  /** For whoever draws it; the layout treats all alike. */
  readonly kind: string;
}

export interface LayoutNode {
  readonly id: string;
  /** Of a node with something inside: of its heading alone. */
  readonly width: number;
  readonly height: number;
  readonly inside: LayoutInside | null;
}

/** A node whose inside, if it has one, is laid out already. */
export interface SizedNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** `layers` follow the edges; a `grid` is filled row by row. */
export interface LayoutInside {
  readonly shape: 'layers' | 'grid';
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}

export interface LayoutRequest {
  readonly flow: Flow;
  readonly inside: LayoutInside;
}

/** Left upper corner and size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly id: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends LayoutEdge {
  readonly points: readonly Point[];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly flow: Flow;
  /** A node stands before what is inside it. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}
