package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.COUNT;
import static io.rheostat.config.shape.Shapes.COUNT_OR_ZERO;
import static io.rheostat.config.shape.Shapes.DURATION;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import java.util.ArrayList;
import java.util.List;

/// The keys of troubles.
public final class TroubleShapes {
  public static final String METRICS_OUTAGE = "metricsOutage";
  public static final String SILENT_REPLICAS = "silentReplicas";
  public static final String LATE_PUSHES = "latePushes";
  public static final String PUSHED_METRICS = "pushedMetrics";
  public static final String SHARED_ADDRESS = "sharedAddress";
  public static final String TWIN_SENDERS = "twinSenders";
  public static final String COUNTER_GLITCH = "counterGlitch";
  public static final String ROLLING_RESTART = "rollingRestart";
  public static final String WRONG_CLOCK = "wrongClock";
  public static final String NO_TIMESTAMP = "noTimestamp";
  public static final String BLIND_TARGET = "blindTarget";
  public static final String FAILING_PLACEMENT = "failingPlacement";
  public static final String STOCK_OUT = "stockOut";
  public static final String SECOND_OWNER = "secondOwner";
  public static final String ALERT_STORM = "alertStorm";
  public static final String RELOAD = "reload";
  public static final String DOWNTIME = "rheostatDown";
  public static final String UPGRADE = "upgrade";
  public static final String YES = "yes";

  private static final Shape SHARE = quantity(NumberUnit.SHARE, LowerBound.AT_LEAST_ZERO);
  private static final Shape SHIFT = quantity(NumberUnit.DURATION, LowerBound.ANY);
  private static final Shape FLAG = words(List.of(YES, "no"));

  private TroubleShapes() {}

  static Mapping trouble() {
    return mapping(
        required(
            "scenarios",
            new ListOf(TEXT),
            "[scenarios/steady.yaml]",
            "The files beside this one that it is tried on."),
        required(
            "troubles",
            new ListOf(new Shape.OneKey(kinds())),
            "[{rheostatDown: {from: 20m, for: 10m}}]",
            "What happens, all of it in one run."),
        optional("limits", limits(), "{recovery: 60s}", "Limits tighter than those of every run."));
  }

  private static Mapping limits() {
    return mapping(
        optional(
            "secondsBelowNeed",
            DURATION,
            "30s",
            "Time with too little ready, beyond that of the run without trouble."),
        optional(
            "secondsBehindClairvoyant",
            DURATION,
            "60s",
            "The same beyond that of the clairvoyant, where devices or Rheostat are missing."),
        optional("excess", SHARE, "15%", "Cost beyond that of the run without trouble."),
        optional("recovery", DURATION, "120s", "Time to recover beyond one start-up."),
        optional("resizes", COUNT_OR_ZERO, "20", "Orders that targets take."),
        optional(
            "healthReported",
            words(List.of(YES)),
            YES,
            "Estimates or decisions have to show the trouble."));
  }

  private static Mapping kinds() {
    List<Key> keys = new ArrayList<>(metrics());
    keys.addAll(time());
    keys.addAll(targets());
    keys.addAll(host());
    return new Mapping(keys);
  }

  private static List<Key> metrics() {
    Key returns =
        defaulted(
            "returnsWithin", DURATION, "0s", "After the end they return within this, by turns.");
    Key newcomers =
        defaulted("newcomers", FLAG, YES, "Whether replicas that come later are silent, too.");
    Key share = defaulted("share", SHARE, "100%", "Of the replicas that report at its start.");
    return List.of(
        kind(METRICS_OUTAGE, "Metrics are not heard.", share, newcomers, returns),
        kind(
            SILENT_REPLICAS,
            "Replicas that are ready and never report.",
            required("share", SHARE, "60%", "Of the replicas that report at its start."),
            newcomers),
        kind(
            LATE_PUSHES,
            "Samples arrive late.",
            required("delay", POSITIVE_DURATION, "90s", "From sample to arrival."),
            defaulted("torn", FLAG, "no", "Whether each push comes in two pieces.")),
        optional(
            PUSHED_METRICS,
            mapping(),
            "{}",
            "Metrics are pushed throughout: nobody reports a replica that left."),
        kind(SHARED_ADDRESS, "Two processes answer under one name, by turns."),
        kind(
            TWIN_SENDERS,
            "A second sender of the same series, later than the first.",
            defaulted("late", DURATION, "4s", "From its sample to its arrival.")),
        at(
            COUNTER_GLITCH,
            "All counters of one replica are off in one sample.",
            required("by", quantity(NumberUnit.NUMBER, LowerBound.ANY), "1e9", "Added to each.")));
  }

  private static List<Key> time() {
    Key all = defaulted("allReplicas", FLAG, "no", "Whether all replicas' records are concerned.");
    return List.of(
        kind(
            WRONG_CLOCK,
            "Records of a wrong clock.",
            defaulted("record", SHIFT, "0s", "Added to the record's timestamp."),
            defaulted("sample", SHIFT, "0s", "Added to the samples' own time."),
            all),
        kind(NO_TIMESTAMP, "Records without a timestamp.", all),
        kind(
            ROLLING_RESTART,
            "Replicas are replaced one after the other.",
            required("every", POSITIVE_DURATION, "30s", "Between the starts of two.")));
  }

  private static List<Key> targets() {
    return List.of(
        kind(BLIND_TARGET, "Looks at the targets fail; orders work."),
        kind(
            FAILING_PLACEMENT,
            "One placement's target does not answer.",
            required("placement", TEXT, "l40s-tp4", "Which.")),
        kind(
            STOCK_OUT,
            "No more devices of a type can be had.",
            required("device", TEXT, "h100-sxm", "Which.")),
        kind(
            SECOND_OWNER,
            "Another autoscaler writes a count of its own.",
            required("replicas", COUNT, "13", "What it writes."),
            required("every", POSITIVE_DURATION, "60s", "Between two of its turns.")));
  }

  private static List<Key> host() {
    return List.of(
        kind(
            ALERT_STORM,
            "An alert fires and is notified again and again.",
            required("alert", TEXT, "ChatLatencyHigh", "Its name."),
            required("every", POSITIVE_DURATION, "1m", "Between two notifications.")),
        at(RELOAD, "The service's file is read anew."),
        kind(DOWNTIME, "Rheostat does not run; its state is kept."),
        at(UPGRADE, "Rheostat starts anew from the bytes of its state."));
  }

  private static Key kind(String name, String meaning, Key... more) {
    List<Key> keys = new ArrayList<>();
    keys.add(
        required("from", DURATION, "20m", "When it begins, from the start of the judged time."));
    keys.add(required("for", POSITIVE_DURATION, "10m", "How long it lasts."));
    keys.addAll(List.of(more));
    return optional(name, new Mapping(keys), "{from: 20m, for: 10m}", meaning);
  }

  private static Key at(String name, String meaning, Key... more) {
    List<Key> keys = new ArrayList<>();
    keys.add(required("at", DURATION, "20m", "When, from the start of the judged time."));
    keys.addAll(List.of(more));
    return optional(name, new Mapping(keys), "{at: 20m}", meaning);
  }
}
