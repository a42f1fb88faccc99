/** Where what floats over a page belongs: outside of landmarks those who go from one to the next would not find it. */
export function mainLandmark(): HTMLElement {
  return document.getElementById('content') ?? document.body;
}
