import { arrowPath, edgePath } from '../../../lib/graph-layout/edge-path.ts';
import type { Scene, SceneItem } from './graph-scene.ts';
import { boxHeaderPx } from '../../../lib/graph-layout/layout-sizes.ts';
import type { GraphLayout, PlacedNode } from '../../../lib/graph-layout/layout-types.ts';
import { countWords, faceOf } from './node-face.ts';

/** Colours as they are on the page; a file has no style sheet to look variables up in. */
export interface PictureColors {
  readonly canvas: string;
  readonly raised: string;
  readonly sunken: string;
  readonly ink: string;
  readonly inkMuted: string;
  readonly inkFaint: string;
  readonly resolve: (color: string) => string;
}

const marginPx = 24;
const font = 'system-ui, sans-serif';

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Widths of letters are not known here; most are narrower than this. */
function fitted(text: string, widthPx: number, fontPx: number): string {
  const most = Math.max(4, Math.floor(widthPx / (fontPx * 0.56)));
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

interface Words {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly fontPx: number;
  readonly fill: string;
}

function textOf(text: string, { x, y, widthPx, fontPx, fill }: Words): string {
  return `<text x="${x}" y="${y}" font-size="${fontPx}" fill="${fill}">${escapeXml(fitted(text, widthPx, fontPx))}</text>`;
}

function rectOf({ x, y, width, height }: PlacedNode, radius: number, look: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" ${look}/>`;
}

function nodeOf(node: PlacedNode, item: SceneItem, colors: PictureColors): string {
  if (item.content.kind === 'join') return '';
  const face = faceOf(item);
  const color = face.state === null ? colors.inkFaint : colors.resolve(face.state.color);
  const fill = item.isOpen ? colors.sunken : colors.raised;
  const words = { x: node.x + 12, widthPx: node.width - 24 };
  const state = face.counts === null ? (face.state?.word ?? '') : countWords(face.counts);
  const second = [face.state === null ? face.kind : `${face.state.glyph} ${state}`, ...face.notes]
    .filter((part) => part !== '')
    .join(' · ');
  const firstY = item.isOpen ? node.y + boxHeaderPx / 2 - 3 : node.y + node.height / 2 - 4;
  const radius = item.content.kind === 'start' || item.content.kind === 'end' ? node.height / 2 : 5;
  return [
    `<g><title>${escapeXml(`${face.title}, ${face.kind}, ${state}`)}</title>`,
    rectOf(node, radius, `fill="${fill}" stroke="${color}"`),
    textOf(`${face.title} ${face.target}`.trimEnd(), { ...words, y: firstY, fontPx: 13, fill: colors.ink }),
    textOf(second, {
      ...words,
      y: firstY + 17,
      fontPx: 12,
      fill: face.state === null ? colors.inkMuted : color,
    }),
    '</g>',
  ].join('');
}

/** The whole graph as a file of its own, whatever part of it is on the screen. */
export function graphSvg(scene: Scene, layout: GraphLayout, colors: PictureColors): string {
  const width = Math.ceil(layout.width + 2 * marginPx);
  const height = Math.ceil(layout.height + 2 * marginPx);
  const lines = layout.edges.map(({ points, kind }) => {
    const dash = kind === 'follows' ? ' stroke-dasharray="5 4"' : '';
    return `<path d="${edgePath(points, layout.flow)}"${dash}/>`;
  });
  const tips = layout.edges
    .filter(({ to }) => scene.items.get(to)?.content.kind !== 'join')
    .map(({ points }) => arrowPath(points, layout.flow));
  const draw = (wantsOpen: boolean) =>
    layout.nodes.map((node) => {
      const item = scene.items.get(node.id);
      return item === undefined || item.isOpen !== wantsOpen ? '' : nodeOf(node, item, colors);
    });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">`,
    `<rect width="${width}" height="${height}" fill="${colors.canvas}"/>`,
    `<g transform="translate(${marginPx} ${marginPx})">`,
    ...draw(true),
    `<g fill="none" stroke="${colors.inkFaint}" stroke-width="1.25">`,
    ...lines,
    `</g><path d="${tips.join('')}" fill="${colors.inkFaint}"/>`,
    ...draw(false),
    '</g></svg>',
  ].join('\n');
}
