const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as Plotly is to show it, letter for letter: Plotly reads tags and entities in what it is given. */
export function literal(text: string): string {
  return text.replaceAll(/[&<>]/g, (letter) => entities[letter]!);
}
