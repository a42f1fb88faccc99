import { describe, expect, it } from 'vitest';
import { newInstanceIdProblem } from './new-instance-id.ts';

describe('the id of a new instance', () => {
  it.each([
    ['', 'The instance id is empty.'],
    ['@counter@a', 'An instance id must not begin with @: that means an entity.'],
    ['a/b', 'The instance id contains a slash (/), which is not allowed.'],
    ['a\\b', 'The instance id contains a backslash (\\), which is not allowed.'],
    ['a#b', 'The instance id contains a hash sign (#), which is not allowed.'],
    ['a?b', 'The instance id contains a question mark (?), which is not allowed.'],
    ['a\tb', 'The instance id contains a control character, which is not allowed.'],
    ['a\u0085b', 'The instance id contains a control character, which is not allowed.'],
    ['a\ud83d', 'The instance id contains half a character.'],
    ['x'.repeat(257), 'The instance id has 257 characters; at most 256 are allowed.'],
  ])('%j is refused with what is wrong with it', (instanceId, problem) => {
    expect(newInstanceIdProblem(instanceId)).toBe(problem);
  });

  it.each(['order-1', 'x'.repeat(256), "it's 100% @home & <b>", 'ünï-🚀-文字', '.', ' '])(
    '%j is taken',
    (instanceId) => {
      expect(newInstanceIdProblem(instanceId)).toBeNull();
    },
  );
});
