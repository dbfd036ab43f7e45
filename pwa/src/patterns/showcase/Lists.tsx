/** Cards, rows, facts, what is folded away, the timeline. */
import { Card, Fact, Folded, RowLink, Rows, SummaryList, Tag } from '../Card.tsx';
import { Timeline, type TimelineStep } from '../Timeline.tsx';
import { LONG_NAME, LONG_TITLE } from './samples.ts';

export function Lists() {
  return (
    <>
      <Cards />
      <Card title="Dòng để chạm">
        <Rows label="Thủ tục">
          <li>
            <RowLink href="/thu-tuc/1.001193" icon="file" title={LONG_TITLE}>
              Cấp xã · 5 ngày làm việc · 8.000 đồng
            </RowLink>
          </li>
          <li>
            <RowLink href="/thu-tuc/1.001193" title="Đăng ký khai sinh">
              <Tag tone="done">Đã xong</Tag>
            </RowLink>
          </li>
          <li>
            <RowLink href="/thu-tuc/1.001193" title={LONG_NAME} />
          </li>
        </Rows>
      </Card>
      <Facts />
      <Card title="Gấp lại">
        <Folded title="Căn cứ pháp lý">
          <p>{LONG_TITLE}</p>
        </Folded>
        <Folded title={LONG_TITLE} open>
          <p>Đã mở sẵn.</p>
        </Folded>
      </Card>
      <Card title="Dòng thời gian">
        <Timeline label="Các bước của hồ sơ" steps={STEPS} />
      </Card>
    </>
  );
}

function Cards() {
  return (
    <>
      <Card title="Thẻ thường">
        <p>Nội dung</p>
      </Card>
      <Card title="Đến lượt ông/bà" tone="turn">
        <p>
          Cơ quan cần thêm một giấy tờ. <a href="/ho-so">Xem giấy tờ cần bổ sung</a>
        </p>
        <p class="quiet">Chữ phụ trong thẻ vàng</p>
      </Card>
      <Card title="Đã xong" tone="done">
        <p>Có thể đến nhận kết quả.</p>
      </Card>
      <Card title="Có lỗi" tone="fault">
        <p>{LONG_NAME}</p>
      </Card>
    </>
  );
}

function Facts() {
  return (
    <Card title="Các điều cần biết">
      <SummaryList>
        <Fact name="Người nộp" action={<a href="/cai-dat">Sửa</a>}>
          {LONG_NAME}
        </Fact>
        <Fact name="Cơ quan nhận">Ủy ban nhân dân xã Tân Long</Fact>
        <Fact name={LONG_TITLE}>{LONG_TITLE}</Fact>
      </SummaryList>
    </Card>
  );
}

const STEPS: TimelineStep[] = [
  { key: 1, title: 'Chờ ông/bà bổ sung giấy tờ', when: 'hôm nay 14:05', tone: 'soon', icon: 'person' },
  { key: 2, title: 'Bị quá hạn', when: 'hôm qua 09:10', tone: 'fault', icon: 'warning', children: <p>{LONG_TITLE}</p> },
  { key: 3, title: LONG_NAME, when: '01/12/2026', tone: 'waiting', icon: 'clock' },
  { key: 4, title: 'Đã nộp', when: '30/11/2026', tone: 'done' },
];
