/** How long an address of a file stays: some browsers read a large file after the press that saved it, in milliseconds. */
const keptMs = 60_000;

/** Hands a file to the person. */
export function saveFile({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
