import type { FoldNode, StepNode } from '../../../../shared/domain/execution/graph-model.ts';
import { stepTitle } from '../step-look.ts';
import type { Scene, SceneItem } from './graph-scene.ts';

function stepMatches({ step, delays }: StepNode, wanted: string): boolean {
  const texts = [
    stepTitle(step),
    step.id,
    step.instanceId ?? '',
    ...step.lockSet,
    ...delays.map(({ id }) => id),
  ];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function foldMatches(fold: FoldNode, wanted: string): boolean {
  return fold.members.some((member) => stepMatches(member, wanted));
}

function matches({ content, isOpen }: SceneItem, wanted: string): boolean {
  if (content.kind === 'step') return stepMatches(content.node, wanted);
  // What is unfolded is found one by one.
  if (content.kind === 'fold') return !isOpen && foldMatches(content.fold, wanted);
  return content.kind === 'start' && (content.model.name ?? '').toLowerCase().includes(wanted);
}

/** Ids of the nodes whose name, instance or row key has the words, in the order they are drawn; folded steps by their fold. */
export function findNodes(scene: Scene, words: string): readonly string[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return [...scene.items.values()].filter((item) => matches(item, wanted)).map(({ id }) => id);
}
