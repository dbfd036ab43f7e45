/**
 * Crops a page by the four corners of its paper and turns it. Always works on the full picture, so that a page never gets
 * worse by being edited again, and the picture as it was taken is one tap away.
 */
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from '../../patterns/Button.tsx';
import { Notice } from '../../patterns/notices.tsx';
import { editPhoto, fullPicture } from '../addFiles.ts';
import type { DraftFile } from '../draft.ts';
import { words } from '../words.ts';
import { isUnedited, moved, pictureAt, shownAt, turned, UNEDITED, type Edit, type Point } from './geometry.ts';

export interface PhotoEditorProps {
  draftId: string;
  file: DraftFile;
  number: number;
  onClose: () => void;
}

export function PhotoEditor({ draftId, file, number, onClose }: PhotoEditorProps) {
  const { handin } = words;
  const dialog = useRef<HTMLDialogElement>(null);
  const [edit, setEdit] = useState<Edit>(file.edit ?? UNEDITED);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  useEffect(() => dialog.current?.showModal(), []);

  // The dialog's own way out gives the focus back to the button that opened it.
  const close = () => dialog.current?.close();
  const finish = async () => {
    setBusy(true);
    try {
      if (await editPhoto(draftId, file, edit)) return close();
      setFault(handin.editFailed);
    } catch {
      setFault(handin.full);
    }
    setBusy(false);
  };
  return (
    <dialog ref={dialog} class="dialog editor" aria-label={handin.editTitle(number)} onClose={onClose}>
      <h2>{handin.editTitle(number)}</h2>
      <Picture file={file} edit={edit} onChange={setEdit} onFault={() => setFault(handin.editFailed)} />
      <p class="hint">{handin.editHint}</p>
      <div role="status">{busy && <p class="after-a-second">{handin.editing}</p>}</div>
      {fault && (
        <Notice tone="fault" live>
          <p>{fault}</p>
        </Notice>
      )}
      <div class="buttons">
        <Button kind="plain" icon="retake" onClick={() => setEdit(turned(edit))}>
          {handin.turn}
        </Button>
        <Button kind="quiet" disabled={isUnedited(edit)} onClick={() => setEdit(UNEDITED)}>
          {handin.originalPicture}
        </Button>
      </div>
      <div class="editor-end">
        <Button kind="plain" onClick={close}>
          {handin.cancel}
        </Button>
        <Button icon="check" busy={busy} onClick={finish}>
          {handin.editDone}
        </Button>
      </div>
    </dialog>
  );
}

interface PictureProps {
  file: DraftFile;
  edit: Edit;
  onChange: (edit: Edit) => void;
  onFault: () => void;
}

/** As large as it has to be to see a corner under a thumb. */
const SHOWN_SIDE = 1_200;
const LOUPE = 112;
const LOUPE_SCALE = 2.5;

function Picture({ file, edit, onChange, onFault }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  useEffect(() => {
    let opened: ImageBitmap | undefined;
    const open = async () => {
      const bytes = await fullPicture(file);
      opened = await createImageBitmap(new Blob([bytes!]));
      setImage(opened);
    };
    open().catch(onFault);
    return () => opened?.close();
  }, [file.id]);
  useEffect(() => {
    if (image && canvas.current) draw(canvas.current, image, edit.turns);
  }, [image, edit.turns]);

  const shown = edit.corners.map((corner) => shownAt(corner, edit.turns));
  const move = (index: number, to: Point) => onChange({ ...edit, corners: moved(edit.corners, index, pictureAt(to, edit.turns)) });
  return (
    <div class="editor-picture">
      <div class="editor-frame" ref={frame}>
        <canvas ref={canvas} width={1} height={1} />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="editor-outside" fill-rule="evenodd" d={`M0 0H100V100H0ZM${shown.map(({ x, y }) => `${x * 100} ${y * 100}`).join('L')}Z`} />
        </svg>
        {image && shown.map((at, index) => <Handle key={index} index={index} at={at} frame={frame} onHeld={setHeld} onMove={(to) => move(index, to)} />)}
        {held !== null && canvas.current && <Loupe picture={canvas.current} at={shown[held]!} />}
      </div>
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, image: ImageBitmap, turns: number): void {
  const scale = Math.min(1, SHOWN_SIDE / Math.max(image.width, image.height));
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  canvas.width = turns % 2 ? height : width;
  canvas.height = turns % 2 ? width : height;
  const context = canvas.getContext('2d')!;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image, -width / 2, -height / 2, width, height);
}

interface HandleProps {
  index: number;
  at: Point;
  frame: { current: HTMLDivElement | null };
  onHeld: (index: number | null) => void;
  onMove: (to: Point) => void;
}

/** One step of an arrow key, and with Shift. */
const STEP = 0.01;
const LARGE_STEP = 0.05;
const ARROWS: Record<string, Point> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

function Handle({ index, at, frame, onHeld, onMove }: HandleProps) {
  const { handin } = words;
  /** From the corner to the thumb that holds it: it does not jump under the thumb. */
  const grip = useRef<Point | null>(null);
  const place = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const hold = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const thumb = place(event);
    grip.current = { x: at.x - thumb.x, y: at.y - thumb.y };
    onHeld(index);
  };
  const drag = (event: PointerEvent) => {
    if (!grip.current) return;
    const thumb = place(event);
    onMove({ x: thumb.x + grip.current.x, y: thumb.y + grip.current.y });
  };
  const release = () => {
    grip.current = null;
    onHeld(null);
  };
  const press = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    onMove({ x: at.x + way.x * step, y: at.y + way.y * step });
  };
  const label = handin.cornerAt(handin.corners[index]!, Math.round(at.x * 100), Math.round(at.y * 100));
  return (
    <button
      type="button"
      class="handle"
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}
      aria-label={label}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={press}
    />
  );
}

/** What the thumb hides, magnified, on the other side. */
function Loupe({ picture, at }: { picture: HTMLCanvasElement; at: Point }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const part = LOUPE / LOUPE_SCALE;
    const perDot = picture.width / picture.clientWidth;
    const side = part * perDot;
    context.fillStyle = '#000';
    context.fillRect(0, 0, LOUPE, LOUPE);
    context.drawImage(picture, at.x * picture.width - side / 2, at.y * picture.height - side / 2, side, side, 0, 0, LOUPE, LOUPE);
    context.strokeStyle = '#ffb000';
    context.lineWidth = 2;
    context.strokeRect(LOUPE / 2 - 8, LOUPE / 2 - 8, 16, 16);
  }, [at.x, at.y]);
  return <canvas ref={canvas} class={at.x < 0.5 ? 'loupe loupe-right' : 'loupe'} width={LOUPE} height={LOUPE} />;
}
