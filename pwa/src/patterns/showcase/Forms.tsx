/** Everything that people fill in or answer. */
import { useState } from 'preact/hooks';

import { ActionBar, Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Checkbox, Choices, ErrorSummary, Field, Select } from '../forms.tsx';
import { LONG_NAME, LONG_TITLE } from './samples.ts';

const ERRORS = {
  'wrong-phone': 'Xin nhập số di động 10 chữ số, ví dụ 0912 345 678.',
  'wrong-choice': 'Xin chọn nộp cho ai.',
  'wrong-office': LONG_TITLE,
};

export function Forms() {
  const [mistaken, setMistaken] = useState(false);
  return (
    <>
      {mistaken && <ErrorSummary errors={ERRORS} />}
      <TextFields />
      <PickFields />
      <Question />
      <ActionBar>
        <Button onClick={() => setMistaken(!mistaken)}>{mistaken ? 'Giấu' : 'Hiện'} danh sách lỗi</Button>
      </ActionBar>
    </>
  );
}

function TextFields() {
  const [value, setValue] = useState('');
  const [long, setLong] = useState(LONG_NAME);
  return (
    <form class="card stack" onSubmit={(event) => event.preventDefault()}>
      <h2>Ô nhập</h2>
      <Field id="plain" label="Họ và tên" value={value} onInput={setValue} />
      <Field id="hinted" label="Ghi chú" hint="Ví dụ: đến lấy buổi chiều" optional value={value} onInput={setValue} />
      <Field id="wrong-phone" label="Số điện thoại" hint="10 chữ số" error={ERRORS['wrong-phone']} type="tel" value={value} onInput={setValue} />
      <Field id="day" label="Ngày sinh" type="date" value="1958-12-01" onInput={() => {}} />
      <Field id="secret" label="Mật khẩu" type="password" value="mật khẩu dài" onInput={() => {}} />
      <Field id="find" label="Tìm" type="search" value="khai sinh" onInput={() => {}} />
      <Field id="long" label={LONG_TITLE} hint={LONG_TITLE} error={LONG_TITLE} value={long} onInput={setLong} />
      <Field id="lines" label="Lý do" lines={4} value={LONG_TITLE} onInput={() => {}} />
    </form>
  );
}

function PickFields() {
  const [whose, setWhose] = useState<'me' | 'other' | null>('me');
  const [agreed, setAgreed] = useState(true);
  const [office, setOffice] = useState('a');
  const choices = [
    { value: 'me', label: 'Cho tôi' },
    { value: 'other', label: `Nộp hộ: ${LONG_NAME}`, hint: LONG_TITLE },
  ] as const;
  const offices = (
    <>
      <option value="a">Ủy ban nhân dân xã Tân Long</option>
      <option value="b">{LONG_TITLE}</option>
    </>
  );
  return (
    <form class="card stack" onSubmit={(event) => event.preventDefault()}>
      <h2>Ô chọn</h2>
      <Choices id="whose" legend="Hồ sơ của ai?" hint="Chọn một" choices={choices} value={whose} onChange={setWhose} />
      <Choices id="wrong-choice" legend={LONG_TITLE} error={ERRORS['wrong-choice']} choices={choices} value={null} onChange={setWhose} />
      <Checkbox id="agree" label="Tôi đã xem lại giấy tờ" checked={agreed} onChange={setAgreed} />
      <Checkbox id="agree-long" label={LONG_TITLE} checked={!agreed} onChange={(checked) => setAgreed(!checked)} />
      <Select id="office" label="Cơ quan nhận" hint="Gần nơi ở" value={office} onChange={setOffice}>
        {offices}
      </Select>
      <Select id="wrong-office" label="Cơ quan nhận" error={ERRORS['wrong-office']} value="b" onChange={setOffice}>
        {offices}
      </Select>
    </form>
  );
}

function Question() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <section class="card stack">
      <h2>Câu hỏi trước việc không làm lại được</h2>
      <Button kind="danger" onClick={() => setOpen(true)} id="ask">
        Rút hồ sơ
      </Button>
      <Dialog title="Rút hồ sơ này?" open={open} onClose={close}>
        <p>{LONG_TITLE}</p>
        <Button kind="danger" onClick={close}>
          Rút hồ sơ
        </Button>
        <Button kind="plain" onClick={close}>
          Thôi
        </Button>
      </Dialog>
    </section>
  );
}
