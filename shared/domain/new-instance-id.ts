/** As the engine's own client limits it. */
const maxInstanceIdChars = 256;

const forbidden: Readonly<Record<string, string>> = {
  '/': 'a slash (/)',
  '\\': 'a backslash (\\)',
  '#': 'a hash sign (#)',
  '?': 'a question mark (?)',
};

/** What the engine's own client refuses about the id of an orchestration to be started; `null` = nothing. */
export function newInstanceIdProblem(instanceId: string): string | null {
  if (instanceId === '') return 'The instance id is empty.';
  if (instanceId.startsWith('@')) return 'An instance id must not begin with @: that means an entity.';
  if (instanceId.length > maxInstanceIdChars) {
    return `The instance id has ${instanceId.length} characters; at most ${maxInstanceIdChars} are allowed.`;
  }
  for (const char of instanceId) {
    const name = forbidden[char];
    if (name !== undefined) return `The instance id contains ${name}, which is not allowed.`;
    if (/\p{Control}/u.test(char))
      return 'The instance id contains a control character, which is not allowed.';
    if (/\p{Surrogate}/u.test(char)) return 'The instance id contains half a character.';
  }
  return null;
}
