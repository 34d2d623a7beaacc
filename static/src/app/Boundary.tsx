import { Component, type ComponentChildren } from "preact";
import { Button } from "../components/Button";
import { useText } from "../i18n";
import { Alone } from "./Alone";

interface Props {
  children: ComponentChildren;
  /** Where one is: somewhere else, a broken view is forgotten. */
  place: string;
}

/** Keeps a fault in one view from taking everything else with it. */
export class Boundary extends Component<Props, { broken: string | null }> {
  override state: { broken: string | null } = { broken: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ broken: this.props.place });
    reportError(error);
  }

  render() {
    return this.state.broken === this.props.place ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const text = useText("app").broken;
  return (
    <Alone
      icon="warning"
      title={text.title}
      actions={
        <Button look="primary" icon="retry" onClick={() => location.reload()}>
          {text.action}
        </Button>
      }
    >
      <p>{text.body}</p>
    </Alone>
  );
}
