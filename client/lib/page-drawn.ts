let tell: () => void = () => undefined;
const drawn = new Promise<void>((resolve) => {
  tell = resolve;
});

/** Resolves when the page shows what somebody came for; the code of what stands around it is fetched behind that. */
export function pageDrawn(): Promise<void> {
  return drawn;
}

export function tellPageDrawn(): void {
  tell();
}
