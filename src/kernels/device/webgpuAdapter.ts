import { describeError, PlaygroundError } from '../../errors.ts';

/** A WebGPU adapter as the page names it. */
export interface AdapterDescription {
  /** The adapter's own words: description, else vendor and architecture. */
  readonly name: string;
  /** True when the adapter computes on the CPU (SwiftShader, WARP, llvmpipe). */
  readonly software: boolean;
  /** True when quads of invocations can share values (feature `subgroups`). */
  readonly subgroups: boolean;
}

/** What a browser says of an adapter; none of it in the oldest ones. */
type AdapterWords = Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'description' | 'isFallbackAdapter'>>;

/** Chrome before 121 tells by a promise, and by a flag of the adapter itself. */
interface OlderAdapter {
  readonly info?: AdapterWords;
  readonly isFallbackAdapter?: boolean;
  readonly requestAdapterInfo?: () => Promise<AdapterWords>;
}

/** An adapter with what is known of it. */
export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly description: AdapterDescription;
  /** As tfjs wants it; undefined where the browser tells nothing. */
  readonly info: GPUAdapterInfo | undefined;
}

const softwareNames = /swiftshader|llvmpipe|warp|basic render|software/i;

async function described(adapter: GPUAdapter): Promise<FoundAdapter> {
  const older = adapter as unknown as OlderAdapter;
  const info = older.info ?? (await older.requestAdapterInfo?.().catch(() => undefined));
  const { description = '', vendor = '', architecture = '' } = info ?? {};
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  const software = (info?.isFallbackAdapter ?? older.isFallbackAdapter) === true || softwareNames.test(`${description} ${vendor} ${architecture}`);
  return { adapter, description: { name, software, subgroups: adapter.features.has('subgroups') }, info: info && ({ ...info, vendor, architecture, description } as GPUAdapterInfo) };
}

/** Options of each asking and the wait before it: a GPU process that restarts has no adapter for a moment, and some drivers refuse one kind. */
const askings: readonly { readonly waitMs: number; readonly options: GPURequestAdapterOptions }[] = [
  { waitMs: 0, options: { powerPreference: 'high-performance' } },
  { waitMs: 100, options: {} },
  { waitMs: 400, options: {} },
];

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Asks for an adapter, up to three times within half a second; null where the browser has no WebGPU.
 * @throws PlaygroundError where it has WebGPU but gives no adapter, with the browser's reason where it tells one.
 */
export async function requestAdapter(): Promise<FoundAdapter | null> {
  if (typeof navigator === 'undefined' || !navigator.gpu) return null;
  let reason = '';
  for (const { waitMs, options } of askings) {
    await wait(waitMs);
    try {
      const adapter = await navigator.gpu.requestAdapter(options);
      if (adapter) return await described(adapter);
    } catch (error) {
      reason = ` (${describeError(error).message})`;
    }
  }
  throw new PlaygroundError(
    `This browser has WebGPU, but found no adapter for it${reason}.`,
    'Turn hardware acceleration on, update the graphics driver or restart the browser; without a GPU start Chrome with --enable-unsafe-webgpu --use-webgpu-adapter=swiftshader.',
  );
}

const wantedFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups' as GPUFeatureName];

const wantedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** All that the kernels make use of and the adapter says it has; a limit that an older browser does not know is left out. */
function everything({ features, limits }: GPUAdapter): GPUDeviceDescriptor {
  const known = wantedLimits.flatMap((name) => (limits[name] === undefined ? [] : [[name, limits[name]] as const]));
  return { requiredFeatures: wantedFeatures.filter((feature) => features.has(feature)), requiredLimits: Object.fromEntries(known) };
}

/** Opens a device with all that the kernels can use, and where that is refused, a plain one, from an adapter asked for anew. */
async function requestDevice(found: FoundAdapter): Promise<{ found: FoundAdapter; device: GPUDevice }> {
  try {
    return { found, device: await found.adapter.requestDevice(everything(found.adapter)) };
  } catch (refusal) {
    const again = await requestAdapter(); // an adapter may be of no use after it refused
    if (!again) throw refusal;
    return { found: again, device: await again.adapter.requestDevice() };
  }
}

/**
 * An adapter and its device.
 * @throws PlaygroundError where the browser has no WebGPU, finds no adapter, or the adapter refuses even a plain device.
 */
export async function openDevice(): Promise<FoundAdapter & { readonly device: GPUDevice }> {
  const first = await requestAdapter();
  if (!first) throw new PlaygroundError('This browser has no WebGPU.', 'Use a current Chrome, Edge, Safari or Firefox, over https or from localhost.');
  try {
    const { found, device } = await requestDevice(first);
    const subgroups = device.features.has('subgroups');
    return { ...found, device, description: { ...found.description, subgroups } };
  } catch (cause) {
    throw new PlaygroundError(
      `The WebGPU adapter "${first.description.name}" gives no device (${describeError(cause).message}).`,
      'Update the graphics driver or restart the browser.',
      { cause },
    );
  }
}
