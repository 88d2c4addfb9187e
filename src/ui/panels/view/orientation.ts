import { createStore } from 'zustand/vanilla';

/** Degrees that a drag over the shorter side of a panel turns by. */
const acrossDegrees = 180;

/** From where a picture in space is seen, in degrees. */
export interface Orientation {
  /** How far right of the front the eye stands, -180 to 180. */
  readonly azimuth: number;
  /** How far above it, -90 to 90. */
  readonly elevation: number;
}

/** Coordinates on the panel and towards the eye, each as the weights of x, y and depth. Orthonormal, right-handed. */
export interface Turn {
  readonly right: readonly [number, number, number];
  readonly up: readonly [number, number, number];
  readonly near: readonly [number, number, number];
}

/** As the features are projected. */
export const front: Orientation = { azimuth: 0, elevation: 0 };

/** Degrees that an arrow key turns by. */
export const keyDegrees = 10;

/** Farther round by so many degrees and higher by so many: all the way round, and up or down until right above or below. */
export function turnedBy({ azimuth, elevation }: Orientation, round: number, higher: number): Orientation {
  const whole = (((azimuth + round) % 360) + 540) % 360;
  return { azimuth: whole === 0 ? 180 : whole - 180, elevation: Math.min(90, Math.max(-90, elevation + higher)) };
}

/** Whether a picture is seen as it is projected. */
export const isFront = ({ azimuth, elevation }: Orientation): boolean => azimuth === 0 && elevation === 0;

/** The orthographic view from an orientation, which never rolls: the vertical axis stays vertical. */
export function turnOf({ azimuth, elevation }: Orientation): Turn {
  const radians = Math.PI / 180;
  const [sinA, cosA] = [Math.sin(azimuth * radians), Math.cos(azimuth * radians)];
  const [sinE, cosE] = [Math.sin(elevation * radians), Math.cos(elevation * radians)];
  return { right: [cosA, 0, -sinA], up: [-sinA * sinE, cosE, -cosA * sinE], near: [sinA * cosE, sinE, cosA * cosE] };
}

/** Where a place is seen on the panel; where the plane is all, without an orientation, as it is. */
export function placeSeen([x, y, depth = 0]: readonly [x: number, y: number, depth?: number], orientation: Orientation | undefined): readonly [x: number, y: number] {
  if (!orientation) return [x, y];
  const { right, up } = turnOf(orientation);
  return [right[0] * x + right[1] * y + right[2] * depth, up[0] * x + up[1] * y + up[2] * depth];
}

/** Where the ends of the three axes lie on the panel, for axes of length 1: [x, y] each. */
export function axisEnds(orientation: Orientation): readonly (readonly [x: number, y: number])[] {
  const { right, up } = turnOf(orientation);
  return [[right[0], up[0]], [right[1], up[1]], [right[2], up[2]]];
}

/** An orientation in words, in whole degrees: "Seen from 40° right, 10° above"; null from the front. */
export function sideText({ azimuth, elevation }: Orientation): string | null {
  const part = (degrees: number, positive: string, negative: string) => (Math.round(degrees) === 0 ? [] : [`${Math.abs(Math.round(degrees))}° ${degrees > 0 ? positive : negative}`]);
  const parts = [...part(azimuth, 'right', 'left'), ...part(elevation, 'above', 'below')];
  return parts.length > 0 ? `Seen from ${parts.join(', ')}` : null;
}

/** The same as a list of what there is to say, nothing for a picture of the plane. */
export function sideWords(orientation: Orientation | undefined): readonly string[] {
  const text = orientation && sideText(orientation);
  return text ? [text.replace('Seen', 'seen')] : [];
}

/** How the pictures in space of all panels are seen. */
export interface Side {
  readonly orientation: Orientation;
  /** Whether a person holds it, so that it goes on turning at any moment. */
  readonly held: boolean;
  /** What it is turned for, another object for each experiment; null before the first. */
  readonly experiment: unknown;
}

/** One for the page, so that runs are compared from the same side: gestures and keys write it, the panels read it. */
export const side = createStore<Side>(() => ({ orientation: front, held: false, experiment: null }));

/** Turns all pictures in space, by degrees. */
export function turn(round: number, higher: number): void {
  side.setState(({ orientation }) => ({ orientation: turnedBy(orientation, round, higher) }));
}

/** Turns all pictures as a drag over a panel does, by pixels on one whose shorter side has so many. */
export function drag(x: number, y: number, shorter: number): void {
  turn((-acrossDegrees * x) / shorter, (acrossDegrees * y) / shorter);
}

/** Takes hold of them, or lets go. */
export function hold(held: boolean): void {
  if (side.getState().held !== held) side.setState({ held });
}

/** Back to the front. */
export function faceFront(): void {
  if (!isFront(side.getState().orientation)) side.setState({ orientation: front });
}

/** An experiment is shown: from the front, if another one was before. Null where it is not known. */
export function beginSide(experiment: unknown): void {
  const before = side.getState().experiment;
  if (experiment === null || experiment === before) return;
  if (before !== null) faceFront();
  side.setState({ experiment });
}
