/** Text as the source has it, readable and never shortened; Vietnamese in every language of the app. */
import { contentLanguage } from './contentLanguage.ts';
import { blocksOf, groupsOf } from './messyText.ts';

const LONGEST_TITLE = 60;

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
          <p key={place}>{group[0]!.kind === 'lead' ? <Lead text={group[0]!.text} /> : group[0]!.text}</p>
        ),
      )}
    </div>
  );
}

/** 'Bước 1:' in bold, and a short title after it; not the whole story that some put there. */
function Lead({ text }: { text: string }) {
  const end = text.length > LONGEST_TITLE ? text.indexOf(':') + 1 : text.length;
  return (
    <>
      <strong>{text.slice(0, end)}</strong>
      {text.slice(end)}
    </>
  );
}
