import type { Scene } from './graph-scene.ts';
import { graphSvg, type PictureColors } from './graph-svg.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';

/** What canvases hold in every browser. */
const maxSidePx = 16_000;
const maxAreaPx = 100_000_000;
/** How long the browser is given to take the file over before its address is gone. */
const addressKeptMs = 60_000;

/** Draws with the page's colours, variables and themes resolved. */
function withPageColors(draw: (colors: PictureColors) => string): string {
  const probe = document.createElement('span');
  document.body.append(probe);
  const known = new Map<string, string>();
  function resolve(color: string): string {
    const resolved = known.get(color);
    if (resolved !== undefined) return resolved;
    probe.style.color = color;
    const computed = window.getComputedStyle(probe).color;
    known.set(color, computed);
    return computed;
  }
  try {
    return draw({
      canvas: resolve('var(--canvas)'),
      raised: resolve('var(--raised)'),
      sunken: resolve('var(--sunken)'),
      ink: resolve('var(--ink)'),
      inkMuted: resolve('var(--ink-muted)'),
      inkFaint: resolve('var(--ink-faint)'),
      resolve,
    });
  } finally {
    probe.remove();
  }
}

function save(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), addressKeptMs);
}

async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  // The page's policy allows pictures from its own text, not from blobs.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(
    2,
    maxSidePx / Math.max(image.width, image.height),
    Math.sqrt(maxAreaPx / (image.width * image.height)),
  );
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(image.width * scale));
  canvas.height = Math.max(1, Math.floor(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (png === null) throw new Error('The browser could not make a picture of this size.');
  return png;
}

/** Ids may hold what file systems forbid. */
function toFileName(instanceId: string, format: string): string {
  return `${instanceId.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80)}-graph.${format}`;
}

interface Picture {
  readonly scene: Scene;
  readonly layout: GraphLayout;
  readonly instanceId: string;
}

/** Saves the whole graph, what is off the screen included. */
export async function exportGraph(
  format: 'svg' | 'png',
  { scene, layout, instanceId }: Picture,
): Promise<void> {
  const svg = withPageColors((colors) => graphSvg(scene, layout, colors));
  const file = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg);
  save(file, toFileName(instanceId, format));
}
