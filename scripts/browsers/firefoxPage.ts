/** An element of the page. */
export interface FirefoxElement {
  click(): Promise<void>;
}

/** What a page tells of itself. */
export interface FirefoxEvents {
  pageerror: unknown;
  console: { type(): string; text(): string };
}

/** A tab of Firefox: what is used of puppeteer-core's, whose own types come only with the packages of `bench/`. */
export interface FirefoxPage {
  setDefaultTimeout(ms: number): void;
  setViewport(size: { width: number; height: number }): Promise<void>;
  on<Name extends keyof FirefoxEvents>(event: Name, listener: (value: FirefoxEvents[Name]) => void): unknown;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  /** Calls a function in the page. */
  evaluate<Given extends unknown[], Result>(call: (...given: Given) => Result, ...given: Given): Promise<Awaited<Result>>;
  /** Waits until a function in the page returns or resolves with something true, and resolves with that. */
  waitForFunction<Given extends unknown[]>(call: (...given: Given) => unknown, options?: object, ...given: Given): Promise<unknown>;
  screenshot(options: { path: `${string}.png` }): Promise<unknown>;
}

/** A Firefox that was started. */
export interface Firefox {
  newPage(): Promise<FirefoxPage>;
  version(): Promise<string>;
  close(): Promise<void>;
}
