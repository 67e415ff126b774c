package io.rheostat.contest.baseline;

import io.rheostat.contest.baseline.general.AibrixApa;
import io.rheostat.contest.baseline.general.StaticCount;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.ScaledContender;
import io.rheostat.model.fleet.Bounds;
import java.util.List;

/// Autoscalers in use today, as contenders for a contest.
public final class Baselines {
  private Baselines() {}

  /// Returns every family applicable to a service, in the order of reports.
  public static List<PolicyFamily> families(ServiceFacts facts) {
    GeneralFamilies general = new GeneralFamilies(facts);
    InferenceFamilies inference = new InferenceFamilies(facts);
    return List.of(
        general.fixed(),
        general.headroom(),
        general.stepHeadroom(),
        general.hpaRunning(),
        general.hpaWaiting(),
        general.kpa(),
        general.rayServe(),
        general.aibrix(AibrixApa.Stabilization.SHIPPED),
        general.aibrix(AibrixApa.Stabilization.FIXED),
        inference.wvaSaturation(),
        inference.wvaTokens(),
        inference.wvaModel(),
        inference.sloKeda(),
        inference.dynamo());
  }

  /// Returns the names of [#families], in the same order.
  public static List<String> names() {
    return List.of(
        "static",
        "headroom",
        "headroom-step",
        "hpa",
        "hpa-waiting",
        "kpa",
        "ray-serve",
        "aibrix-apa",
        "aibrix-apa-fixed",
        "llmd-wva-v1",
        "llmd-wva-v2",
        "llmd-model",
        "llmd-slo-keda",
        "dynamo-sla");
  }

  /// Returns a contender with a fixed count, `static-N`.
  ///
  /// @throws IllegalArgumentException when the service's bounds do not allow it
  public static Contender fixed(ServiceFacts facts, int replicas) {
    Bounds bounds = facts.bounds();
    if (replicas < bounds.minReplicas() || replicas > bounds.maxReplicas()) {
      throw new IllegalArgumentException(
          "static-%d lies outside the service's bounds %d..%d. Change one of them."
              .formatted(replicas, bounds.minReplicas(), bounds.maxReplicas()));
    }
    return new ScaledContender(
        "static-" + replicas, () -> new StaticCount(facts.deployment(), replicas));
  }

  /// Returns the autoscalers left out of the contest, with the reasons.
  public static List<NotRun> notRun() {
    return List.of(
        new NotRun(
            "KEDA on queue length",
            "scales on the backlog of a broker; requests here queue at the replicas, where"
                + " hpa-waiting sees them"),
        new NotRun(
            "SkyServe request rate",
            "the law of headroom without head-room and with longer counters; what it adds is spot"
                + " replicas with on-demand fallback, which no world has"),
        new NotRun(
            "llm-d throughput analyzer",
            "published as a document; how its answer is merged with the token analyzer's is not"),
        new NotRun(
            "llm-d token-aware KEDA",
            "needs the router's count of prompt tokens that no prefix cache holds; the simulator"
                + " has no prefix cache"),
        new NotRun(
            "Dynamo load-based, easy mode",
            "fixed thresholds for separate prefill and decode workers; the mode of the same planner"
                + " that knows the objective is run"),
        new NotRun(
            "Dynamo throughput mode",
            "sizes separate prefill and decode workers from profiling sweeps of each"),
        new NotRun(
            "Dynamo classic planner", "sizes separate prefill and decode workers; superseded"),
        new NotRun(
            "Flink autoscaler and DS2",
            "needs operators with busy time and true rates; an engine that batches is busy at any"
                + " load"),
        new NotRun("Pollux", "training only"),
        new NotRun("Sia and Gavel", "training only"),
        new NotRun(
            "Druid cost-based",
            "scales on the lag of Kafka partitions and the length of ingestion tasks"),
        new NotRun("Kthena", "the rule of an HPA with a panic mode like Knative's; both are run"));
  }
}
