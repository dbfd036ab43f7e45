/**
 * Every pattern in every state, at /mau, for people who build the app: what looks right here, with long words, large
 * type, in the dark and on a narrow screen, looks right everywhere. Fetched only by who opens it; its words are its own.
 */
import { Page } from '../Page.tsx';
import { Basics } from './Basics.tsx';
import { Forms } from './Forms.tsx';
import { Lists } from './Lists.tsx';
import './showcase.css';
import { States } from './States.tsx';

export default function PatternsPage() {
  return (
    <Page title="Bảng mẫu giao diện" above="Dành cho người làm ứng dụng" back="/">
      <Basics />
      <Lists />
      <States />
      <Forms />
    </Page>
  );
}
