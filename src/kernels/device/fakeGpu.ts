/** Tests only: what a fake `navigator.gpu` does at each asking; the last answer repeats. */
export type AdapterAnswer = GPUAdapter | null | Error;

/** Tests only: a `navigator.gpu` that gives these answers and lists the options it was asked with. */
export function fakeGpu(...answers: AdapterAnswer[]): { gpu: GPU; asked: GPURequestAdapterOptions[] } {
  const asked: GPURequestAdapterOptions[] = [];
  const requestAdapter = (options: GPURequestAdapterOptions = {}): Promise<GPUAdapter | null> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? null;
    asked.push(options);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { gpu: { requestAdapter } as unknown as GPU, asked };
}

/** Tests only: a device that does nothing; `change` replaces parts of it. */
export function fakeDevice(change: Record<string, unknown> = {}): GPUDevice {
  let lose = (info: unknown): unknown => info;
  const lost = new Promise((resolve) => (lose = resolve));
  const device = {
    features: new Set(),
    limits: {},
    queue: { submit: () => {}, onSubmittedWorkDone: () => Promise.resolve() },
    lost,
    destroy: () => lose({ reason: 'destroyed', message: 'Device was destroyed.' }),
    ...change,
  };
  return device as unknown as GPUDevice;
}

/** Tests only: an adapter that gives devices as told, from the descriptor asked for; `change` replaces parts of it. */
export function fakeAdapter(giveDevice: (asked: GPUDeviceDescriptor | undefined) => GPUDevice, change: Record<string, unknown> = {}): GPUAdapter {
  const adapter = {
    features: new Set(['subgroups', 'shader-f16']),
    limits: { maxBufferSize: 2 ** 30, maxComputeInvocationsPerWorkgroup: 1024 },
    info: { vendor: 'acme', architecture: 'one', description: '' },
    requestDevice: async (asked?: GPUDeviceDescriptor) => giveDevice(asked),
    ...change,
  };
  return adapter as unknown as GPUAdapter;
}
