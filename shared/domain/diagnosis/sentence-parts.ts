import type { Sentence } from '../../contract/diagnosis.ts';

function changeFirst([first, ...rest]: Sentence, change: (letter: string) => string): Sentence {
  if (typeof first === 'string') return [change(first.charAt(0)) + first.slice(1), ...rest];
  return first === undefined ? [] : [first, ...rest];
}

/** Words as the beginning of a sentence. */
export function beginning(words: Sentence): Sentence {
  return changeFirst(words, (letter) => letter.toUpperCase());
}

/** A sentence as the rest of another. */
export function inside(sentence: Sentence): Sentence {
  return changeFirst(sentence, (letter) => letter.toLowerCase());
}
