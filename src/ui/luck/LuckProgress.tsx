import { secondsLeft, underWay } from '../../app/luck/luck.ts';
import { isLuckUnderWay } from '../../app/store/fittingLuck.ts';
import type { AppState } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count, duration } from '../shared/format.ts';

/** "Seed 4 of 10, 2 min 10 s left"; null where no seeds are trained. */
function luckProgress(state: AppState): string | null {
  const luck = underWay(state);
  if (!luck) return null;
  const { step, throughput } = state;
  if (luck.stage === 'returning') return 'Bringing your training back …';
  const left = secondsLeft(luck, step, throughput?.stepMs ?? null);
  return `Seed ${count(luck.outcomes.length + 1)} of ${count(luck.seeds.length)}${left === null ? '' : `, ${duration(left)} left`}`;
}

/** Whether seeds are trained in the place of the person's own training. */
export const useLuckUnderWay = (): boolean => useApp(isLuckUnderWay);

/** Which seed is trained, how long it will take, and the way to end it. */
export function LuckProgress({ narrow = false }: { readonly narrow?: boolean }) {
  const controller = useController();
  const progress = useApp(luckProgress);
  const returning = useApp((state) => underWay(state)?.stage === 'returning');
  return (
    <>
      {progress}
      {!narrow && !returning && (
        <>
          {'. '}
          <button type="button" className={button['inline']} onClick={() => void controller.endLuck()}>
            Cancel
          </button>
        </>
      )}
    </>
  );
}
