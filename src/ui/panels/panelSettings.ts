import type { ViewMode } from '../../app/store/state.ts';
import type { Pointed } from '../shared/pointed.ts';
import type { Theme } from '../shared/theme.ts';
import type { ViewScale } from './view/viewScale.ts';

/** What all panels have in common. */
export interface PanelSettings {
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly view: ViewMode;
  /** Shared by the panels of a page; made once by their parent. */
  readonly viewScale: ViewScale;
  /** Likewise; the legend points too. */
  readonly pointed: Pointed;
  /** Whether classes are named at their means; null leaves it to their number. */
  readonly names: boolean | null;
}
