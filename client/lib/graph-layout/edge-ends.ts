import type { Box, Flow, Point } from './layout-types.ts';

/** Where lines leave a node. */
export function exitOf({ x, y, width, height }: Box, flow: Flow): Point {
  return flow === 'down' ? { x: x + width / 2, y: y + height } : { x: x + width, y: y + height / 2 };
}

/** Where lines reach a node. */
export function entryOf({ x, y, width, height }: Box, flow: Flow): Point {
  return flow === 'down' ? { x: x + width / 2, y } : { x, y: y + height / 2 };
}
