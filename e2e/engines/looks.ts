/** Windows that the page is looked at in. */
export const looks = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** Where pictures of each engine go, to be looked at. */
export const pictures = 'test-results/engines';

/** Runs in the page: whether it has been drawn, and each panel's picture is as wide as its panel. Resolves after a drawing. */
export async function isDrawn(): Promise<boolean> {
  await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  const panels = [...document.querySelectorAll('article')];
  const widthOf = (element: Element) => element.getBoundingClientRect().width;
  // A picture that is not shown has no width.
  const fits = (panel: Element, picture: Element) => widthOf(picture) === 0 || Math.abs(widthOf(picture) / widthOf(panel) - 1) < 0.05;
  return panels.length > 0 && panels.every((panel) => [...panel.querySelectorAll('canvas')].every((picture) => fits(panel, picture)));
}

/** How the page lies in its window, measured in the page. */
export interface Layout {
  /** Width that the page takes, in pixels; wider than the window where something sticks out. */
  readonly pageWidth: number;
  /** The weight's own box in the formula, in pixels; null where no element holds it alone. */
  readonly weight: { readonly width: number; readonly height: number } | null;
  /** How far below the formula's first term its last one stands, in pixels. */
  readonly termsApart: number;
}

/** Runs in the page, so it uses nothing from outside. @param weight as the formula shows it */
export function measureLayout(weight: string): Layout {
  const parts = [...document.querySelectorAll('math *')].filter((part) => part.children.length === 0 && part.textContent?.trim() === weight);
  // A page for several sizes holds the formula more than once.
  const alone = parts.find((part) => part.getBoundingClientRect().width > 0) ?? parts[0];
  const box = alone?.getBoundingClientRect();
  const tops = [...(alone?.closest('math')?.querySelectorAll('msub') ?? [])].map((term) => term.getBoundingClientRect().top);
  return {
    pageWidth: document.documentElement.scrollWidth,
    weight: box ? { width: box.width, height: box.height } : null,
    termsApart: tops.length > 0 ? Math.max(...tops) - Math.min(...tops) : 0,
  };
}

/** What is wrong with a layout in a window of this width: something sticks out, the weight is not drawn, the formula breaks. */
export function faultsOf({ pageWidth, weight, termsApart }: Layout, width: number): string[] {
  const size = weight ?? { width: 0, height: 0 };
  return [
    pageWidth > width ? [`The page is ${pageWidth} px wide in a window of ${width} px.`] : [],
    Math.min(size.width, size.height) < 5 ? [`The formula's weight is drawn ${size.width} by ${size.height} px large.`] : [],
    termsApart > 4 ? [`The formula's terms stand ${termsApart} px under each other.`] : [],
  ].flat();
}
