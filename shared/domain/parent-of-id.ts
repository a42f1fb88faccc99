const defaultChildId = /^([0-9a-f]{32}):[0-9a-f]{4,}$/i;

/**
 * The execution that started this one, read from the id the engine gives to a child that is not named:
 * `{execution id of the parent}:{event id, four hex digits or more}`. `null` = the id does not say.
 */
export function parentExecutionIdOf(instanceId: string): string | null {
  return defaultChildId.exec(instanceId)?.[1] ?? null;
}
