/** Being told of new notices of one's place: on or off, at once. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Checkbox } from '../patterns/forms.tsx';
import { Loaded, ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';

type Area = Schemas['Area'];
type Followed = Schemas['FollowedAreas'];

export function FollowCard({ area }: { area: Area }) {
  const { announcements } = words;
  const title = announcements.follow(area.name);
  if (isCitizen.value) return <Switch area={area} title={title} />;
  return (
    <Card title={title}>
      <ButtonLink kind="plain" href={`/dang-nhap?next=${encodeURIComponent(location.pathname)}`}>
        {announcements.followSignIn}
      </ButtonLink>
    </Card>
  );
}

function Switch({ area, title }: { area: Area; title: string }) {
  const { announcements } = words;
  const followed = useResource<Followed>('followed areas', () => ask(api.GET('/api/v1/me/followed-areas')));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState('');

  const change = async (areas: string[], checked: boolean) => {
    const before = followed.data!;
    setProblem(null);
    setSaid('');
    followed.replace({ areas });
    try {
      followed.replace(await ask(api.PUT('/api/v1/me/followed-areas', { body: { areas } })));
      setSaid(checked ? announcements.followed : announcements.unfollowed);
    } catch (thrown) {
      followed.replace(before);
      setProblem(asProblem(thrown));
    }
  };

  return (
    <Loaded resource={followed} skeletonRows={1}>
      {({ areas }) => (
        <Card>
          <div>
            {problem && <ProblemNotice problem={problem} />}
            <Checkbox
              id="follow"
              label={title}
              hint={announcements.followHint}
              checked={areas.includes(area.code)}
              onChange={(checked) => change(checked ? [...areas, area.code] : areas.filter((code) => code !== area.code), checked)}
            />
            <p role="status" class="hint">
              {said}
            </p>
            <a class="touch" href="/cai-dat/nhan-tin">
              {announcements.channels}
            </a>
          </div>
        </Card>
      )}
    </Loaded>
  );
}
