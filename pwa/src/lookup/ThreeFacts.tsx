/** What somebody asks first: how long, how much, how many papers. */
import { words } from '../words/index.ts';
import { countToBring, feeFact, papersFor, timeFact, type Procedure } from './procedureFacts.ts';
import { factLanguage, feeWords, timeWords } from './procedureWords.ts';

export function ThreeFacts({ procedure, chosen }: { procedure: Procedure; chosen: string | null }) {
  const { time, fee, paperCount, papers, papersAtMost, unpublished } = words.lookup;
  const limit = timeFact(procedure, chosen);
  const price = feeFact(procedure.fee_kind, procedure.fees);
  const asked = papersFor(procedure, chosen);
  const count = countToBring(asked);
  const dependsOn = (chosen === null && procedure.cases.length > 0) || asked.some(({ conditional }) => conditional);
  const facts = [
    [time, timeWords(limit), factLanguage(limit)],
    [fee, feeWords(price), factLanguage(price)],
    [paperCount, count > 0 ? (dependsOn ? papersAtMost : papers)(count) : unpublished],
  ] as const;
  return (
    <dl class="three-facts">
      {facts.map(([name, fact, lang]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang={lang}>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
