/** The name of a task hub without the connection it belongs to: hub names have no `~`, connection names might. */
export function hubNameOf(hub: string): string {
  return hub.slice(hub.lastIndexOf('~') + 1);
}
