import type { Theme } from '../shared/theme.ts';
import { CanvasLayer } from './canvas/canvasLayer.ts';
import { canvasRatio } from './canvas/canvasRatio.ts';
import { panelLayout } from './plotly/layout.ts';
import { PlotlyLayer } from './plotly/plotlyLayer.ts';
import { traces } from './plotly/traces.ts';
import type { TraceType } from './plotly/traces.ts';
import { lookFor } from './scene/look.ts';
import type { Look } from './scene/look.ts';
import { marksOf } from './scene/marks.ts';
import type { Scene } from './scene/scene.ts';
import type { Spot } from './view/camera.ts';
import type { View } from './view/view.ts';

/** The two that draw one scene: a canvas while it moves, Plotly at rest. */
export class Layers {
  readonly elements: readonly HTMLElement[];
  readonly #canvas = new CanvasLayer();
  readonly #plotly: PlotlyLayer;
  /** What the canvas was prepared for. */
  #key = '';
  #look: Look = lookFor('light', 0);
  #ratio = 1;

  /** Calls `lost` when the browser took Plotly's WebGL context away. */
  constructor(lost: () => void) {
    this.#plotly = new PlotlyLayer(lost);
    this.elements = [this.#plotly.element, this.#canvas.element];
  }

  /** Draws on the canvas. */
  draw(scene: Scene, view: View, theme: Theme): void {
    const { width, height } = view;
    const key = [width, height, devicePixelRatio, theme].join();
    if (key !== this.#key) {
      this.#key = key;
      this.#look = lookFor(theme, Math.min(width, height));
      this.#ratio = canvasRatio(width, height, devicePixelRatio);
      this.#canvas.prepare(width, height, this.#ratio, this.#look);
    }
    this.#canvas.draw(scene, view, marksOf(scene, view, this.#look));
  }

  /** Draws by Plotly what the canvas drew last. Rejects with PlaygroundError when it cannot be fetched; a later call tries again. */
  async render(scene: Scene, view: View): Promise<void> {
    const look = marksOf(scene, view, this.#look);
    await this.#plotly.render((type: TraceType) => ({ data: traces(scene, view.extent, look, type), layout: panelLayout(view, look) }), this.#ratio);
  }

  /** Plotly says what lies at a spot; null ends that. */
  hover(spot: Spot | null): void {
    this.#plotly.hover(spot);
  }

  /** Gives back WebGL contexts. */
  dispose(): void {
    this.#plotly.dispose();
  }
}
