package io.rheostat.config.read;

import static io.rheostat.config.shape.TroubleShapes.YES;

import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.scenario.TroubleLimits;
import io.rheostat.config.scenario.TroubleSource;
import io.rheostat.config.shape.TroubleShapes;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reader of a trouble from its document.
public final class TroubleReader {
  private final Document document;
  private final Problems problems;

  public TroubleReader(Document document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /// Reads the trouble; limits left out are the loosest.
  ///
  /// @throws ConfigException with all problems found in the document
  public TroubleFile read() throws ConfigException {
    Value.Branch spec = document.spec();
    List<TroubleSource> troubles = new ArrayList<>();
    for (Value.Branch item : spec.items("troubles").branches()) {
      String kind = item.children().firstKey();
      troubles.add(source(kind, item.branch(kind)));
    }
    TroubleLimits limits =
        spec.findBranch("limits").map(this::limits).orElse(TroubleLimits.LOOSEST);
    problems.throwIfAny();
    return new TroubleFile(document.name(), spec.items("scenarios").texts(), troubles, limits);
  }

  private static TroubleSource source(String kind, Value.Branch at) {
    TroubleSource.Span span = span(at);
    return switch (kind) {
      case TroubleShapes.METRICS_OUTAGE ->
          new TroubleSource.MetricsOutage(
              span, at.number("share"), flag(at, "newcomers"), at.duration("returnsWithin"));
      case TroubleShapes.SILENT_REPLICAS ->
          new TroubleSource.MetricsOutage(
              span, at.number("share"), flag(at, "newcomers"), Duration.ZERO);
      case TroubleShapes.LATE_PUSHES ->
          new TroubleSource.LatePushes(span, at.duration("delay"), flag(at, "torn"));
      case TroubleShapes.PUSHED_METRICS -> new TroubleSource.PushedMetrics();
      case TroubleShapes.SHARED_ADDRESS -> new TroubleSource.SharedAddress(span);
      case TroubleShapes.TWIN_SENDERS -> new TroubleSource.TwinSenders(span, at.duration("late"));
      case TroubleShapes.COUNTER_GLITCH -> new TroubleSource.CounterGlitch(span, at.number("by"));
      case TroubleShapes.ROLLING_RESTART ->
          new TroubleSource.RollingRestart(span, at.duration("every"));
      case TroubleShapes.WRONG_CLOCK ->
          new TroubleSource.WrongClock(
              span,
              Optional.of(at.duration("record")),
              at.duration("sample"),
              flag(at, "allReplicas"));
      case TroubleShapes.NO_TIMESTAMP ->
          new TroubleSource.WrongClock(
              span, Optional.empty(), Duration.ZERO, flag(at, "allReplicas"));
      default -> target(kind, at, span);
    };
  }

  private static TroubleSource target(String kind, Value.Branch at, TroubleSource.Span span) {
    return switch (kind) {
      case TroubleShapes.BLIND_TARGET -> new TroubleSource.BlindTarget(span);
      case TroubleShapes.FAILING_PLACEMENT ->
          new TroubleSource.FailingPlacement(span, at.text("placement"));
      case TroubleShapes.STOCK_OUT -> new TroubleSource.StockOut(span, at.text("device"));
      case TroubleShapes.SECOND_OWNER ->
          new TroubleSource.SecondOwner(span, at.whole("replicas"), at.duration("every"));
      case TroubleShapes.ALERT_STORM ->
          new TroubleSource.AlertStorm(span, at.text("alert"), at.duration("every"));
      case TroubleShapes.RELOAD -> new TroubleSource.Reload(span);
      case TroubleShapes.DOWNTIME -> new TroubleSource.Downtime(span);
      case TroubleShapes.UPGRADE -> new TroubleSource.Upgrade(span);
      default -> throw new IllegalStateException("no trouble is written " + kind);
    };
  }

  private static TroubleSource.Span span(Value.Branch at) {
    if (at.has("at")) {
      return new TroubleSource.Span(at.duration("at"), Duration.ZERO);
    }
    return at.has("from")
        ? new TroubleSource.Span(at.duration("from"), at.duration("for"))
        : TroubleSource.Span.MOST;
  }

  private static boolean flag(Value.Branch at, String key) {
    return at.text(key).equals(YES);
  }

  private TroubleLimits limits(Value.Branch written) {
    TroubleLimits most = TroubleLimits.LOOSEST;
    double excess = written.findNumber("excess").orElse(most.excessShare());
    if (excess > most.excessShare()) {
      refuse("excess", Math.round(100 * most.excessShare()) + "%");
    }
    return new TroubleLimits(
        tighter(written, "secondsBelowNeed", most.secondsBelowNeed()),
        tighter(written, "secondsBehindClairvoyant", most.secondsBehindClairvoyant()),
        excess,
        tighter(written, "recovery", most.recovery()),
        written.has("resizes") ? OptionalInt.of(written.whole("resizes")) : OptionalInt.empty(),
        written.has("healthReported"));
  }

  private Duration tighter(Value.Branch written, String key, Duration most) {
    if (!written.has(key)) {
      return most;
    }
    Duration limit = written.duration(key);
    if (limit.compareTo(most) > 0) {
      refuse(key, most.toSeconds() + "s");
    }
    return limit;
  }

  private void refuse(String key, String most) {
    problems.add(
        document.problem(
            "spec.limits." + key,
            "is looser than the limit of every run.",
            "Write " + most + " or less, or leave it out."));
  }
}
