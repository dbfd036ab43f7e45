import { Page } from '../patterns/Page.tsx';

export default function RatingPage() {
  return <Page title="RatingPage">…</Page>;
}
