import type { Experiment } from '../../config/schema.ts';
import { centerRules } from '../../losses/catalog.ts';
import card from '../controls/card.module.css';
import { SelectField } from '../controls/SelectField.tsx';

const options = centerRules.entries.map(([id, { label }]) => [id, label] as const);

interface Props {
  readonly value: Experiment['centerRule'];
  readonly onChange: (centerRule: Experiment['centerRule']) => void;
}

/** How class centers move, with the chosen rule's formula and where it is from. */
export function CenterRule({ value, onChange }: Props) {
  const { formula, source } = centerRules.get(value);
  return (
    <>
      <SelectField label="Centers move" value={value} options={options} onChange={onChange} />
      <p className={card['note']}>
        <Subscripted text={formula} />: {source}
      </p>
    </>
  );
}

/** A formula as the catalogs write it: what follows a low line is a subscript. */
function Subscripted({ text }: { readonly text: string }) {
  return text.split(/_([\p{L}\p{N}]+)/u).map((part, i) => (i % 2 === 1 ? <sub key={i}>{part}</sub> : part));
}
