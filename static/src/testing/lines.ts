import { type Line, type LineEvents, type OpenLine } from "../net/socket";

type Frame = Readonly<Record<string, unknown>>;

/** One line as the venue's end sees it. */
export class TestLine implements Line {
  readonly sent: Frame[] = [];
  closed = false;
  readonly #events: LineEvents;

  constructor(events: LineEvents) {
    this.#events = events;
  }

  send(text: string): void {
    if (!this.closed) this.sent.push(JSON.parse(text) as Frame);
  }

  close(): void {
    this.closed = true;
  }

  /** The venue says these, in one frame. */
  say(...frames: readonly object[]): void {
    if (!this.closed) this.#events.onFrame(frames.map((frame) => JSON.stringify(frame)).join("\n"));
  }

  /** The line ends, by the venue or by the network. */
  end(code = 1006): void {
    if (this.closed) return;
    this.closed = true;
    this.#events.onClose(code);
  }

  /** The newest command of a kind, as far as one was sent. */
  last(name: string): Frame | undefined {
    return this.sent.findLast((frame) => frame.do === name);
  }

  all(name: string): readonly Frame[] {
    return this.sent.filter((frame) => frame.do === name);
  }
}

/** Hands out lines; the newest is the one in use. */
export class Exchange {
  readonly lines: TestLine[] = [];

  readonly open: OpenLine = (events) => {
    const line = new TestLine(events);
    this.lines.push(line);
    return line;
  };

  get line(): TestLine {
    const line = this.lines.at(-1);
    if (!line) throw new Error("nobody opened a line");
    return line;
  }
}
