import { DataBadge } from '../header/DataBadge.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp, useController } from '../context.ts';
import type { PanelSettings } from '../runs/panelSettings.ts';
import { ResetButton, StepButton, TrainButton } from './buttons.tsx';
import { Readout } from './Readout.tsx';
import styles from './Transport.module.css';

interface ViewProps {
  readonly view: PanelSettings['view'];
  readonly onView: (view: PanelSettings['view']) => void;
}

/** The bar under the panels on wide screens. */
export function Transport({ view, onView }: ViewProps) {
  return (
    <section className={styles['transport']} aria-label="Training">
      <TrainButton />
      <StepButton />
      <ResetButton />
      <Readout />
      <SpeedSelect />
      <ViewSelect view={view} onView={onView} />
    </section>
  );
}

/** What the header and the docked bar of a phone leave out. */
export function TransportRest({ view, onView, onOpenData }: ViewProps & { readonly onOpenData: () => void }) {
  return (
    <section className={styles['rest']} aria-label="More controls">
      <DataBadge onOpen={onOpenData} />
      <ResetButton />
      <SpeedSelect />
      <ViewSelect view={view} onView={onView} />
    </section>
  );
}

const speeds = [1, 2, 5, 10, 30];
const speedOptions = [...speeds.map((speed) => [String(speed), `${speed} ${speed === 1 ? 'step' : 'steps'}/s`] as const), ['fastest', 'full speed'] as const];

function SpeedSelect() {
  const controller = useController();
  const speed = useApp((state) => state.speed);
  return (
    <div className={styles['speed']}>
      <SelectField
        label="Speed"
        value={speed === null ? 'fastest' : String(speed)}
        options={speedOptions}
        onChange={(chosen) => controller.setSpeed(chosen === 'fastest' ? null : Number(chosen))}
      />
    </div>
  );
}

const views = [
  ['follow', 'Follow', 'Each panel follows its own features'],
  ['locked', 'Lock', 'The scale of both panels stays as it is'],
  ['linked', 'Link', 'All panels share one scale'],
] as const;

function ViewSelect({ view, onView }: ViewProps) {
  return (
    <fieldset className={styles['view']}>
      <legend className="visually-hidden">View of the panels</legend>
      {views.map(([value, label, meaning]) => (
        <label key={value} title={meaning}>
          <input type="radio" name="view" value={value} checked={view === value} onChange={() => onView(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
