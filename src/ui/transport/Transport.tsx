import { SelectField } from '../controls/SelectField.tsx';
import { DataBadge } from '../header/DataBadge.tsx';
import { useLuckUnderWay } from '../luck/LuckProgress.tsx';
import { useApp, useController } from '../shared/context.ts';
import { ResetButton, StepButton, TrainButton } from './buttons.tsx';
import { RoomyNote } from './Note.tsx';
import { Readout } from './Readout.tsx';
import { PageActions } from '../share/PageActions.tsx';
import { StopAt } from './StopAt.tsx';
import styles from './Transport.module.css';
import { ViewSelect } from './ViewSelect.tsx';

/** The bar under the panels on wide screens. */
export function Transport() {
  return (
    <section className={styles['place']} aria-label="Training">
      <div className={styles['transport']}>
        <TrainButton />
        <StepButton />
        <ResetButton />
        <Readout />
        <div className={styles['settings']}>
          <StopAt />
          <SpeedSelect />
          <ViewSelect />
        </div>
      </div>
    </section>
  );
}

/** What the header and the docked bar of a phone leave out. */
export function TransportRest({ onOpenData }: { readonly onOpenData: () => void }) {
  return (
    <section className={styles['rest']} aria-label="More controls">
      <RoomyNote />
      <DataBadge onOpen={onOpenData} />
      <ResetButton />
      <StopAt />
      <SpeedSelect />
      <ViewSelect />
      <PageActions />
    </section>
  );
}

const speeds = [1, 2, 5, 10, 20, 30];
const speedOptions = [...speeds.map((speed) => [String(speed), `${speed} ${speed === 1 ? 'step' : 'steps'}/s`] as const), ['fastest', 'full speed'] as const];

function SpeedSelect() {
  const controller = useController();
  const speed = useApp((state) => state.speed);
  // Seeds train at full speed.
  const luck = useLuckUnderWay();
  return (
    <div className={styles['speed']}>
      <SelectField
        label="Speed"
        value={speed === null ? 'fastest' : String(speed)}
        options={speedOptions}
        disabled={luck}
        onChange={(chosen) => controller.setSpeed(chosen === 'fastest' ? null : Number(chosen))}
      />
    </div>
  );
}
