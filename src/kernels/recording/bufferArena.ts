import type { BufferSource } from '../device/backendInternals.ts';

/**
 * Buffers for commands that will be run again and again: taken from a source and kept from everybody else until `dispose`.
 * Within the commands' order a returned buffer is handed out again, so that they need no more memory than is in use at once.
 * Buffers filled by the host (uniforms and mapped ones) are never handed out twice: nobody would fill them again.
 */
export class BufferArena implements BufferSource {
  /** Size of all buffers, in bytes. */
  bytes = 0;
  private readonly source: BufferSource;
  private readonly taken: GPUBuffer[] = [];
  private readonly constants = new Set<GPUBuffer>();
  private readonly returned = new Map<string, GPUBuffer[]>();

  constructor(source: BufferSource) {
    this.source = source;
  }

  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mapped = false): GPUBuffer {
    if (mapped || usage & GPUBufferUsage.UNIFORM) return this.takeConstant(size, usage, mapped);
    return this.returned.get(keyOf({ size, usage }))?.pop() ?? this.take(size, usage);
  }

  releaseBuffer(buffer: GPUBuffer): void {
    if (this.constants.has(buffer)) return;
    const key = keyOf(buffer);
    const sameKind = this.returned.get(key);
    if (sameKind) sameKind.push(buffer);
    else this.returned.set(key, [buffer]);
  }

  /** Whether the host may fill this buffer. */
  isConstant(buffer: GPUBuffer): boolean {
    return this.constants.has(buffer);
  }

  /** Gives all buffers back to the source. */
  dispose(): void {
    for (const buffer of this.taken.splice(0)) this.source.releaseBuffer(buffer);
    this.bytes = 0;
  }

  private take(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    return this.keep(this.source.acquireBuffer(size, usage));
  }

  private keep(buffer: GPUBuffer): GPUBuffer {
    this.taken.push(buffer);
    this.bytes += buffer.size;
    return buffer;
  }

  /** Asked for a mapped buffer, the source hands out unmapped ones as long as it has any: these go back to it. */
  private takeConstant(size: number, usage: GPUBufferUsageFlags, mapped: boolean): GPUBuffer {
    const unfit: GPUBuffer[] = [];
    let buffer = this.source.acquireBuffer(size, usage, mapped);
    while (mapped && buffer.mapState === 'unmapped') {
      unfit.push(buffer);
      buffer = this.source.acquireBuffer(size, usage, mapped);
    }
    unfit.forEach((unmapped) => this.source.releaseBuffer(unmapped));
    this.constants.add(this.keep(buffer));
    return buffer;
  }
}

function keyOf({ size, usage }: Pick<GPUBuffer, 'size' | 'usage'>): string {
  return `${size}/${usage}`;
}
