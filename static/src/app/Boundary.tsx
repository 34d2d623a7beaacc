import { Component, type ComponentChildren } from "preact";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { useText } from "../i18n";

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
    <section class="page-alone">
      <h1>{text.title}</h1>
      <EmptyState
        icon="warning"
        title={text.body}
        actions={
          <Button look="primary" icon="retry" onClick={() => location.reload()}>
            {text.action}
          </Button>
        }
      />
    </section>
  );
}
