/** One open line to the venue, as little of a WebSocket as the connection needs. */
export interface Line {
  send(text: string): void;
  close(): void;
}

export interface LineEvents {
  readonly onFrame: (text: string) => void;
  /** Once, whatever ended it; 1006 where nobody said a code. */
  readonly onClose: (code: number) => void;
}

export type OpenLine = (events: LineEvents) => Line;

/** Opens real WebSockets to `url`. */
export function webSocketTo(url: string): OpenLine {
  return ({ onFrame, onClose }) => {
    const socket = new WebSocket(url);
    socket.onmessage = (message: MessageEvent<unknown>) => {
      if (typeof message.data === "string") onFrame(message.data);
    };
    socket.onclose = (closed) => onClose(closed.code);
    return {
      send: (text) => socket.send(text),
      close: () => {
        // A dead line may take minutes to notice its end: whoever closes it has no more interest in it.
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
      },
    };
  };
}
