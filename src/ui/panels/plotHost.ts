import type { ViewMode } from '../../app/store/state.ts';
import type { Pointed } from '../shared/pointed.ts';
import type { Theme } from '../shared/theme.ts';
import type { ImageSource } from './overlay/imageBoard.ts';
import type { OverlayWish } from './overlay/overlay.ts';
import type { HoveredImage } from './plotly/plotlyLayer.ts';
import type { Shown } from './scene/scene.ts';
import type { ScaleBar, Spot } from './view/view.ts';
import type { ViewScale } from './view/viewScale.ts';

/** What a panel may be told at any time. */
export interface PlotOptions {
  readonly shown: Shown;
  readonly theme: Theme;
  readonly view: ViewMode;
  /** Whether the regions of the head are drawn, where snapshots carry it. */
  readonly regions: boolean;
  readonly over: OverlayWish;
}

/** A test image under a pointer, with its class; -1 where that is not drawn any more. */
export interface PointedImage extends HoveredImage {
  readonly label: number;
}

/** Where a plot lives and whom it tells: the scale at every change, words about the picture with every snapshot, at rest and when zoomed. */
export interface PlotHost {
  readonly root: HTMLElement;
  readonly run: number;
  readonly viewScale: ViewScale;
  readonly pointed: Pointed;
  readonly imageSource: ImageSource;
  onScale(bar: ScaleBar): void;
  onWords(altText: string, notes: readonly string[]): void;
  /** A hover tells of a test image; null when it ends. */
  onHover(image: PointedImage | null): void;
  /** A person chose test images, by their numbers; null for none. */
  onSelect(images: readonly number[] | null): void;
  /** A person let go after turning with a mouse or a pen: arrow keys may go on. */
  onTurned(): void;
  /** Where the pulls of the losses are drawn, in CSS pixels; null while they are not. */
  onTug(spot: Spot | null): void;
  /** Where the ringed point was drawn, in CSS pixels; null where there is none in sight. */
  onLit(spot: Spot | null): void;
}
