import type { SceneItem } from './graph-scene.ts';
import { faceOf } from './node-face.ts';

const neutral = 'var(--ink-faint)';

/** The colour of a node in drawings too small for words. */
export function markColor(item: SceneItem | undefined): string {
  return item === undefined ? neutral : (faceOf(item).state?.color ?? neutral);
}
