import type { PlacedRun } from '../../worker/looks/looks.ts';
import { figure, percent } from '../shared/format.ts';
import { classColors } from '../shared/palette.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Draw.module.css';
import verdictStyles from './Verdict.module.css';

interface Props {
  readonly run: PlacedRun;
  readonly classNames: readonly string[];
  readonly theme: Theme;
}

/** Classes that are told with their probability. */
const told = 3;

/** A distance of this many thresholds fills its bar. */
const most = 3;

/** What one run makes of the picture: its class, the likeliest ones, and how far every class is. */
export function Verdict({ run, classNames, theme }: Props) {
  const { name, probabilities, distances, nearest, threshold } = run;
  const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!);
  const none = nearest >= 0 && distances[nearest]! > threshold;
  return (
    <section className={verdictStyles['verdict']} aria-label={name}>
      <h3>
        <span className={verdictStyles['name']}>{name}</span>
        <b>{none ? 'None of these' : classNames[order[0]!]}</b>
      </h3>
      <ol className={verdictStyles['likely']}>
        {order.slice(0, told).map((c) => (
          <li key={c}>
            <span>{classNames[c]}</span>
            <meter aria-label={`Probability of ${classNames[c]}`} min={0} max={1} value={probabilities[c]!} />
            <span>{percent(probabilities[c])} %</span>
          </li>
        ))}
      </ol>
      <Distances run={run} classNames={classNames} theme={theme} />
      {nearest >= 0 && (
        <p className={styles['small']}>
          {classNames[nearest]} is nearest, {figure(distances[nearest])} of its spread away; beyond {figure(threshold)} is none of these.
          {!none && nearest !== order[0] && ` The network names ${classNames[order[0]!]} all the same: it goes by the weights of its last layer, not by distance.`}
        </p>
      )}
    </section>
  );
}

/** A bar per class: its distance in spreads of that class, with a line where it is none of them. */
function Distances({ run: { distances, threshold }, classNames, theme }: Props) {
  const colors = classColors(theme);
  return (
    <ul className={verdictStyles['distances']} aria-label="Distance to each class mean, in spreads of the class">
      {classNames.map((name, c) => {
        const distance = distances[c]!;
        const share = Number.isFinite(distance / threshold) ? Math.min(1, distance / threshold / most) : 0;
        return (
          <li key={name} title={`${name}: ${figure(distance)}`} data-within={distance <= threshold || undefined} style={{ '--share': share, '--limit': 1 / most, '--class-color': colors[c % colors.length]! }}>
            <span className="visually-hidden">
              {name}: {figure(distance)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
