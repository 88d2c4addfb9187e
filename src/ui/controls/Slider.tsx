import styles from './Slider.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** A logarithmic scale gives every decade the same length. */
  readonly scale: 'linear' | 'log';
  readonly disabled?: boolean;
  /** Values marked under the track. */
  readonly ticks?: readonly number[];
  /** Called with every value passed while dragging, rounded to three significant digits. */
  readonly onChange: (value: number) => void;
}

const stepsOfTrack = 400;

/** A range input over a linear or logarithmic scale. */
export function Slider({ label, value, min, max, scale, disabled = false, ticks = [], onChange }: Props) {
  const [low, high] = scale === 'log' ? [Math.log10(min), Math.log10(max)] : [min, max];
  const positionOf = (v: number) => Math.min(1, Math.max(0, ((scale === 'log' ? Math.log10(v) : v) - low) / (high - low)));
  const valueAt = (position: number) => {
    const along = low + position * (high - low);
    return Number((scale === 'log' ? 10 ** along : along).toPrecision(3));
  };
  const position = positionOf(Math.max(value, min));
  return (
    <div className={styles['slider']} style={{ '--position': position }}>
      <input
        type="range"
        min={0}
        max={1}
        step={1 / stepsOfTrack}
        value={position}
        disabled={disabled}
        aria-label={label}
        aria-valuetext={String(value)}
        onChange={(event) => onChange(valueAt(Number(event.target.value)))}
      />
      {ticks.length > 0 && (
        <div className={styles['ticks']} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ '--position': positionOf(tick) }}>
              {tick}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
