import { Page } from '../patterns/Page.tsx';

export default function DossierPage() {
  return <Page title="DossierPage">…</Page>;
}
