import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** What the camera does. */
export type CameraState = { readonly kind: 'off' | 'starting' | 'on' } | { readonly kind: 'failed'; readonly message: string };

/** A camera that is off until it is asked for, and off again when its component leaves the page. */
export interface Camera {
  /** Goes to the element that shows what it sees. */
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  start(): Promise<void>;
  /** What it sees now, as a JPEG file; none before its first frame. */
  capture(): Promise<Blob[]>;
}

/** Sides of the square that is taken of what the camera sees: more than any network here looks at. */
const side = 320;

function reasonOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'The camera was not allowed. Allow it in the address bar and press again, or add image files.';
  if (name === 'NotFoundError') return 'There is no camera here. Add image files.';
  if (name === 'NotReadableError') return 'Another program uses the camera. Close that, then press again.';
  return `The camera did not start${error instanceof Error ? ` (${error.message})` : ''}. Add image files.`;
}

/** A camera for a component; see `Camera`. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  useEffect(
    () => () => {
      stream.current?.getTracks().forEach((track) => track.stop());
    },
    [],
  );
  const start = async () => {
    setState({ kind: 'starting' });
    try {
      if (!navigator.mediaDevices) throw new Error('the page is not open over https or from localhost');
      stream.current = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: 640, height: 480 } });
      const shown = video.current;
      if (!shown) {
        stream.current.getTracks().forEach((track) => track.stop());
        return;
      }
      shown.srcObject = stream.current;
      await shown.play();
      setState({ kind: 'on' });
    } catch (error) {
      setState({ kind: 'failed', message: reasonOf(error) });
    }
  };
  const capture = async () => {
    const shown = video.current;
    if (!shown || shown.videoWidth === 0) return [];
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const cut = Math.min(shown.videoWidth, shown.videoHeight);
    canvas.getContext('2d')?.drawImage(shown, (shown.videoWidth - cut) / 2, (shown.videoHeight - cut) / 2, cut, cut, 0, 0, side, side);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
    return blob ? [blob] : [];
  };
  return { video, state, start, capture };
}
