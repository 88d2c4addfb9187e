/** What has to wait passes when the gate is open; it can be closed again. */
export class Gate {
  private closed: { readonly opens: Promise<void>; readonly open: () => void } | null = null;

  constructor() {
    this.close();
  }

  close(): void {
    if (this.closed) return;
    let open = () => {};
    const opens = new Promise<void>((resolve) => (open = resolve));
    this.closed = { opens, open };
  }

  open(): void {
    this.closed?.open();
    this.closed = null;
  }

  /** Resolves once the gate is open. */
  async pass(): Promise<void> {
    while (this.closed) await this.closed.opens;
  }
}
