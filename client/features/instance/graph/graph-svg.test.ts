import { describe, expect, it } from 'vitest';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import { activity, completed, ScriptedHistory } from '../../../../shared/testing/scripted-history.ts';
import { buildScene } from './graph-scene.ts';
import { graphSvg } from './graph-svg.ts';
import { layoutGraph } from '../../../lib/graph-layout/layout-graph.ts';

const colors = {
  canvas: '#fff',
  raised: '#fff',
  sunken: '#eee',
  ink: '#000',
  inkMuted: '#333',
  inkFaint: '#666',
  resolve: (color: string) => (color === 'var(--status-completed)' ? '#0a0' : '#00a'),
};

function pictureOf(names: readonly string[]): Document {
  const history = new ScriptedHistory();
  let before: number[] = [];
  for (const name of names) before = history.turn(before.map(completed), [activity(name)]);
  const model = buildExecution(history.end(before.map(completed)));
  const scene = buildScene(model, 'order-1', {
    open: new Set(),
    pages: new Map(),
    childOf: () => undefined,
  });
  const svg = graphSvg(scene, layoutGraph({ flow: 'down', inside: scene.inside }), colors);
  return new DOMParser().parseFromString(svg, 'image/svg+xml');
}

describe('the picture of a graph', () => {
  it('holds every node, wherever the reader looks', () => {
    const names = Array.from({ length: 40 }, (_, place) => `Step${place}`);
    const texts = Array.from(pictureOf(names).querySelectorAll('text'), (text) => text.textContent);
    for (const name of names) expect(texts).toContain(name);
    expect(texts).toContain('■ Completed');
  });

  it('says the state with a sign, a word and a colour of its own', () => {
    const picture = pictureOf(['Pack']);
    const state = [...picture.querySelectorAll('text')].find((text) =>
      text.textContent.includes('completed'),
    );
    expect(state?.textContent).toMatch(/^✓ completed/);
    expect(state?.getAttribute('fill')).toBe('#0a0');
    expect(picture.documentElement.outerHTML).not.toContain('var(');
  });

  it('shows markup and direction marks as text', () => {
    const picture = pictureOf(['<script>alert(1)</script>', 'a\u202Eb&"']);
    expect(picture.querySelector('parsererror')).toBeNull();
    expect(picture.querySelector('script')).toBeNull();
    expect(picture.documentElement.textContent).toContain('<script>');
    expect(picture.documentElement.textContent).toContain('a⟨202E⟩b&"');
  });
});
