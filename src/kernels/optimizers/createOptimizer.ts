import { add, mul, scalar, sub, tensor1d, tidy, variable, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PlaygroundError } from '../../errors.ts';
import { activeWebGPU, deviceOf, dispatch } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { variablesState } from '../values/heldState.ts';
import type { HeldState } from '../values/heldState.ts';
import type { Optimizer, UpdateRule } from './optimizer.ts';
import { groupParameters } from './programs.ts';
import type { ParameterGroup } from './programs.ts';
import { groupsState } from './state.ts';

/** Makes an optimizer of a rule, for the backend that is active now. Its state starts at zero. */
export function createOptimizer(rule: UpdateRule, parameters: readonly Variable[]): Optimizer {
  const backend = activeWebGPU();
  return backend ? new DeviceOptimizer(backend, rule, parameters) : new ComposedOptimizer(rule, parameters);
}

function checkGradients(parameters: readonly Variable[], gradients: readonly Tensor[], learningRate: Scalar): void {
  if (gradients.length !== parameters.length) {
    throw new PlaygroundError(`The optimizer has ${parameters.length} parameters but got ${gradients.length} gradients.`, 'Pass one gradient per parameter, in order.');
  }
  parameters.forEach(({ name, shape }, index) => requireTensor('optimizer', `gradient of ${name}`, gradients[index]!, shape));
  requireTensor('optimizer', 'learningRate', learningRate, []);
}

/** All parameters of a group, and its state, in one dispatch. */
class DeviceOptimizer implements Optimizer {
  private readonly backend: WebGPUBackend;
  private readonly parameters: readonly Variable[];
  private readonly groups: readonly (ParameterGroup & { readonly state: Variable })[];

  constructor(backend: WebGPUBackend, rule: UpdateRule, parameters: readonly Variable[]) {
    this.backend = backend;
    this.parameters = parameters;
    const sizes = parameters.map(({ size }) => size);
    this.groups = groupParameters(rule, sizes, deviceOf(backend).limits.maxStorageBuffersPerShaderStage).map((group) => ({
      ...group,
      state: tidy(() => variable(tensor1d(new Float32Array(group.layout.size)), false)),
    }));
  }

  apply(gradients: readonly Tensor[], learningRate: Scalar): void {
    checkGradients(this.parameters, gradients, learningRate);
    for (const { program, workgroups, first, end, state } of this.groups) {
      dispatch(this.backend, program, workgroups, [learningRate, ...gradients.slice(first, end)], [], [state, ...this.parameters.slice(first, end)]);
    }
  }

  state(parameterNames: readonly string[]): HeldState {
    return groupsState(this.groups, parameterNames);
  }

  dispose(): void {
    for (const { state } of this.groups) state.dispose();
  }
}

/** The same steps composed of tfjs ops. */
class ComposedOptimizer implements Optimizer {
  private readonly rule: UpdateRule;
  private readonly parameters: readonly Variable[];
  private readonly slots: readonly (readonly Variable[])[];
  private readonly clock: readonly Variable[];

  constructor(rule: UpdateRule, parameters: readonly Variable[]) {
    this.rule = rule;
    this.parameters = parameters;
    const zeros = (like: Tensor) => tidy(() => variable(zerosLike(like), false));
    this.slots = parameters.map((parameter) => Array.from({ length: rule.slots }, () => zeros(parameter)));
    this.clock = rule.clockWeights.map(() => tidy(() => variable(scalar(0), false)));
  }

  apply(gradients: readonly Tensor[], learningRate: Scalar): void {
    checkGradients(this.parameters, gradients, learningRate);
    tidy(() => {
      this.clock.forEach((clock, k) => clock.assign(add(clock, mul(sub(1, clock), this.rule.clockWeights[k]!))));
      this.parameters.forEach((parameter, index) => {
        const slots = this.slots[index]!;
        const updated = this.rule.update(parameter, gradients[index]!, slots, this.clock, learningRate);
        parameter.assign(updated.parameter);
        slots.forEach((slot, k) => slot.assign(updated.slots[k]!));
      });
    });
  }

  state(parameterNames: readonly string[]): HeldState {
    const slots = parameterNames.flatMap((name, index) => this.slots[index]!.map((slot, k) => [`${name}/slot${k}`, slot] as const));
    return variablesState([...slots, ...this.clock.map((clock, k) => [`clock${k}`, clock] as const)]);
  }

  dispose(): void {
    [...this.slots.flat(), ...this.clock].forEach((held) => held.dispose());
  }
}
