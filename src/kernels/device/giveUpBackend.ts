import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/**
 * Gives up a backend of tfjs with all that it holds; where it is set again, it is made anew. tfjs alone would forget how: it
 * drops the factory too, which a backend's module registers once only.
 */
export function giveUpBackend(name: string): void {
  const factory = findBackendFactory(name);
  removeBackend(name);
  registerBackend(name, factory);
}
