/** What pages say about themselves: notices, problems, waiting, emptiness. */
import { Button, ButtonLink } from '../Button.tsx';
import { Card, type Tone } from '../Card.tsx';
import { Empty, Loaded, Notice, ProblemNotice, Progress, SignInFirst, Skeleton } from '../notices.tsx';
import { TONES } from './Basics.tsx';
import { LONG_NAME, LONG_TITLE, OFFLINE, PROBLEM, RESOURCES } from './samples.ts';

const nothing = () => {};

export function States() {
  return (
    <>
      <Notices />
      <ProblemNotice problem={PROBLEM} />
      <ProblemNotice problem={PROBLEM} onRetry={nothing} />
      <ProblemNotice problem={OFFLINE} onRetry={nothing} busy />
      <Skeleton rows={2} />
      <Card title="Đang chạy">
        <Progress label="Đang gửi ảnh 2 trong 5" done={40} of={100} />
        <Progress label={LONG_TITLE} done={100} of={100} />
        <Progress label="Chưa bắt đầu" done={0} of={0} />
      </Card>
      <Card>
        <Empty icon="folder" title="Chưa có hồ sơ nào">
          <p>Khi nộp hồ sơ, ông/bà theo dõi ở đây.</p>
          <ButtonLink href="/tra-cuu">Tìm thủ tục</ButtonLink>
        </Empty>
        <SignInFirst />
      </Card>
      {Object.entries(RESOURCES).map(([name, resource]) => (
        <section key={name} class="stack">
          <h2>Dữ liệu: {name}</h2>
          <Loaded resource={resource} skeletonRows={1}>
            {(text) => <Card>{text}</Card>}
          </Loaded>
        </section>
      ))}
    </>
  );
}

function Notices() {
  return (
    <>
      {Object.entries(TONES).map(([tone, word]) => (
        <Notice key={tone} tone={tone as Tone} title={word}>
          <p>
            Một câu nói rõ việc gì đã xảy ra và ông/bà cần làm gì. <a href="/cai-dat">Xem cách làm</a>
          </p>
        </Notice>
      ))}
      <Notice tone="soon" title={LONG_TITLE}>
        <p>{LONG_NAME}</p>
        <Button kind="plain" onClick={nothing}>
          Việc trong thông báo
        </Button>
      </Notice>
    </>
  );
}
