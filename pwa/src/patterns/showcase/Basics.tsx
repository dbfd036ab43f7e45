/** Colours, type, icons, buttons, states in a word. */
import { Button, ButtonLink } from '../Button.tsx';
import { Card, Tag, type Tone } from '../Card.tsx';
import { Icon, iconNames } from '../Icon.tsx';
import { LONG_TITLE } from './samples.ts';

const COLOURS: Record<string, string> = {
  bar: 'thanh trên',
  'bar-line': 'vạch đỏ',
  ground: 'nền trang',
  card: 'thẻ',
  edge: 'đường chia',
  text: 'chữ',
  quiet: 'chữ phụ, viền ô nhập',
  action: 'việc chính',
  'action-pressed': 'việc chính, đang bấm',
  link: 'đường dẫn',
  focus: 'khung chọn',
  bone: 'chỗ chờ',
  done: 'xong',
  'done-ground': 'nền xong',
  soon: 'sắp đến hạn, đến lượt',
  'soon-ground': 'nền sắp đến hạn',
  fault: 'quá hạn, lỗi',
  'fault-ground': 'nền lỗi',
  waiting: 'đang chờ',
  'waiting-ground': 'nền đang chờ',
};
export const TONES: Record<Tone, string> = { done: 'Đã xong', soon: 'Sắp đến hạn', fault: 'Quá hạn', waiting: 'Đang chờ' };

export function Basics() {
  return (
    <>
      <Colours />
      <Type />
      <Icons />
      <Buttons />
      <Tags />
    </>
  );
}

function Colours() {
  return (
    <Card title="Màu theo nghĩa">
      <ul class="swatches">
        {Object.entries(COLOURS).map(([name, meaning]) => (
          <li key={name}>
            <span class="swatch" style={{ background: `var(--${name})` }} />
            <span>
              {meaning} <span class="hint">{name}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Type() {
  return (
    <section class="card stack">
      <h2>Chữ: đầu đề mục</h2>
      <h3>Đầu đề nhỏ: Bảo hiểm y tế cho trẻ em dưới 6 tuổi</h3>
      <p>
        Chữ thường, có <strong>chữ đậm</strong> và <a href="#content">đường dẫn trong câu</a>. Đủ dấu: ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ
        ỨỪỬỮỰ ỲÝỶỸỴ Đđ ₫.
      </p>
      <p class="quiet">Chữ phụ. Số thẳng hàng: <span class="number">0123456789</span></p>
      <p class="hint">Gợi ý nhỏ dưới nhãn.</p>
      <p>{LONG_TITLE}</p>
      <p class="clamp">Cắt ở ba dòng: {LONG_TITLE}</p>
      <ul class="plain-list">
        <li>Danh sách thường, mục một</li>
        <li>Mục hai</li>
      </ul>
    </section>
  );
}

function Icons() {
  return (
    <Card title="Hình">
      <ul class="swatches">
        {iconNames.map((name) => (
          <li key={name}>
            <Icon name={name} /> {name}
          </li>
        ))}
      </ul>
      <p>
        <Icon name="folder" large /> Hình lớn
      </p>
    </Card>
  );
}

const nothing = () => {};

function Buttons() {
  return (
    <section class="card stack">
      <h2>Nút</h2>
      <Button onClick={nothing}>Việc chính</Button>
      <Button icon="camera" kind="plain" onClick={nothing}>
        Việc khác
      </Button>
      <Button kind="quiet" onClick={nothing}>
        Việc phụ
      </Button>
      <Button kind="danger" icon="trash" onClick={nothing}>
        Xóa hồ sơ
      </Button>
      {(['main', 'plain', 'quiet', 'danger'] as const).map((kind) => (
        <div key={kind} class="buttons">
          <Button kind={kind} busy>
            Đang gửi…
          </Button>
          <Button kind={kind} disabled>
            Chưa bấm được
          </Button>
        </div>
      ))}
      <ButtonLink href="/tra-cuu" icon="search">
        Đường dẫn như nút
      </ButtonLink>
      <ButtonLink href="/robots.txt" kind="plain" newTab>
        Mở tệp ở thẻ khác
      </ButtonLink>
      <Button onClick={nothing}>Nút có chữ rất dài: {LONG_TITLE.slice(0, 120)}</Button>
      <p>
        <button type="button" class="link-button">
          Nút như đường dẫn
        </button>
      </p>
      <div class="chips">
        <button type="button" class="chip" aria-pressed="true">
          Đất đai
        </button>
        <button type="button" class="chip" aria-pressed="false">
          Hộ tịch
        </button>
      </div>
    </section>
  );
}

function Tags() {
  return (
    <section class="card stack">
      <h2>Trạng thái bằng chữ</h2>
      <div class="buttons">
        {Object.entries(TONES).map(([tone, word]) => (
          <Tag key={tone} tone={tone as Tone}>
            {word}
          </Tag>
        ))}
        <Tag tone="done" icon="check">
          Có hình
        </Tag>
        <Tag tone="soon" icon="clock">
          {LONG_TITLE.slice(0, 90)}
        </Tag>
      </div>
    </section>
  );
}
