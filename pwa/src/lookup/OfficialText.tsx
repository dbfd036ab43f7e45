/** Text as the source has it, readable and never shortened; Vietnamese in every language of the app. */
import { contentLanguage } from './contentLanguage.ts';
import { blocksOf, groupsOf } from './messyText.ts';

export function OfficialText({ text }: { text: string }) {
  return (
    <div class="official" lang={contentLanguage()}>
      {groupsOf(blocksOf(text)).map((group, place) =>
        group[0]!.kind === 'item' ? (
          <ul key={place} class="plain-list">
            {group.map((item, number) => (
              <li key={number} class={item.depth ? 'deeper' : undefined}>
                {item.text}
              </li>
            ))}
          </ul>
        ) : (
          <p key={place}>{group[0]!.kind === 'lead' ? <strong>{group[0]!.text}</strong> : group[0]!.text}</p>
        ),
      )}
    </div>
  );
}
