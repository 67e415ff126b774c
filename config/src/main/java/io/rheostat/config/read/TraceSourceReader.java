package io.rheostat.config.read;

import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.scenario.TraceSource.Arrivals;
import io.rheostat.config.scenario.TraceSource.Form;
import io.rheostat.config.scenario.TraceSource.Lengths;
import io.rheostat.config.scenario.TraceSource.Phase;
import io.rheostat.config.shape.ScenarioShapes;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.Value;
import java.util.List;

/// Reader of the source of requests from a scenario's `trace`.
final class TraceSourceReader {
  private final Value.Branch trace;

  TraceSourceReader(Value.Branch trace) {
    this.trace = trace;
  }

  TraceSource read() {
    String kind = trace.children().firstKey();
    Value.Branch written = trace.branch(kind);
    return switch (kind) {
      case ScenarioShapes.RAMP -> ramp(written);
      case ScenarioShapes.AZURE -> recorded(Form.AZURE, written);
      case ScenarioShapes.MOONCAKE -> recorded(Form.MOONCAKE, written);
      case ScenarioShapes.CSV -> recorded(Form.CSV, written);
      case ScenarioShapes.SERVEGEN -> servegen(written);
      default -> throw new IllegalStateException("trace " + kind);
    };
  }

  private static TraceSource ramp(Value.Branch written) {
    Value.Branch lengths = written.branch("lengths");
    List<Phase> phases =
        written.items("phases").branches().stream()
            .map(phase -> new Phase(phase.number("rate"), phase.duration("duration")))
            .toList();
    return new TraceSource.Ramp(
        Shapes.constant(Arrivals.values(), written.text("arrivals")),
        lengths(lengths.branch("input")),
        lengths(lengths.branch("output")),
        phases);
  }

  private static Lengths lengths(Value.Branch written) {
    if (written.has("normal")) {
      Value.Branch normal = written.branch("normal");
      return new Lengths.Normal(normal.number("mean"), normal.number("deviation"));
    }
    Value.Branch lognormal = written.branch("lognormal");
    return new Lengths.LogNormal(lognormal.number("mean"), lognormal.number("cv"));
  }

  private static TraceSource recorded(Form form, Value.Branch written) {
    return new TraceSource.Recorded(
        form,
        written.text("file"),
        written.findNumber("scaleToReplicas"),
        written.duration("jitter"));
  }

  private static TraceSource servegen(Value.Branch written) {
    Value.Branch window = written.branch("window");
    return new TraceSource.ServeGen(
        written.text("rates"),
        written.text("lengths"),
        window.duration("from"),
        window.duration("length"),
        written.number("peakRate"));
  }
}
