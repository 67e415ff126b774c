package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Drivers;
import io.rheostat.actuator.driver.WorkloadReport;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from a price to pods: two Deployments of one service on two device types, the
/// planner, the driver and a small controller, a second of the log a turn. Runs against the API
/// server of `KUBECONFIG` where there is one.
class ShiftTest {
  private static final double RATE = 8;
  private static final double EACH = 2;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private final Playground playground = Playground.open();
  private final Drivers drivers = new Drivers(Map.of(KubernetesDriver.NAME, playground.driver()));
  private final DeploymentController controller =
      new DeploymentController(playground, List.of("web-h100", "web-l40s"), 5);
  private final PartitionFold<PoolState, PoolEvent, PlanEffect> planner =
      new PartitionFold<>(new PlanStage(), _ -> true);
  private final List<Outcome> outcomes = new ArrayList<>();
  private Optional<Observed> last = Optional.empty();
  private int seconds;

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private Instant now() {
    return START.plusSeconds(seconds);
  }

  private Fleet declared(double h100, double l40s) {
    try {
      Path fleet = Files.createDirectories(directory.resolve("fleet"));
      Files.writeString(
          fleet.resolve("all.yaml"),
          """
          kind: Device
          metadata: {name: h100}
          spec: {memory: 80 GiB, bandwidth: 3.35 TB/s, flops: 989 TFLOPS, price: {perDevice: %s USD}}
          ---
          kind: Device
          metadata: {name: l40s}
          spec: {memory: 48 GiB, bandwidth: 864 GB/s, flops: 362 TFLOPS, price: {perDevice: %s USD}}
          ---
          kind: Pool
          metadata: {name: main}
          spec: {devices: {h100: 20, l40s: 20}}
          ---
          kind: Workload
          metadata: {name: web}
          spec:
            mode: act
            type: inference
            pool: main
            objective:
              slo: {ttft: 1s, tpot: 50ms, attainment: 99%%}
              value: {perThousandGoodRequests: 10 USD}
              expected: {rate: 1/s, inputTokens: 500, outputTokens: 100}
            placements:
              - {device: h100, startup: 10s,
                target: {kubernetes: {namespace: %s, deployment: web-h100}}}
              - {device: l40s, startup: 10s,
                target: {kubernetes: {namespace: %s, deployment: web-l40s}}}
            bounds: {minReplicas: 1, maxReplicas: 12}
          """
              .formatted(h100, l40s, playground.namespace, playground.namespace));
      return ConfigLoader.load(directory).fleet();
    } catch (IOException | ConfigException problem) {
      throw new AssertionError(problem.getMessage(), problem);
    }
  }

  private Workload web(Fleet fleet) {
    return Objects.requireNonNull(fleet.workloads().get("web"));
  }

  private void declare(Fleet fleet, long revision) {
    Declaration.Change.allOf(fleet).forEach(change -> declare(revision, change));
  }

  private void declare(long revision, Declaration.Change change) {
    accept(new PoolEvent.Declared(new Declaration(revision, change)));
  }

  private void accept(PoolEvent event) {
    for (PlanEffect effect : planner.accept(event, now())) {
      if (effect instanceof PlanEffect.Issued(Command command)) {
        carryOut(command);
      }
    }
  }

  private void carryOut(Command command) {
    Attempt attempt = drivers.apply(command);
    Outcome outcome =
        switch (attempt) {
          case Attempt.Accepted(String detail) -> outcome(command, Outcome.Result.APPLIED, detail);
          case Attempt.Refused(String reason) -> outcome(command, Outcome.Result.FAILED, reason);
          case Attempt.Unreachable(String reason) -> throw new AssertionError(reason);
        };
    outcomes.add(outcome);
    accept(new PoolEvent.Concluded(outcome));
  }

  private Outcome outcome(Command command, Outcome.Result result, String detail) {
    return new Outcome(
        command.workload(), command.pool(), command.generation(), result, detail, now());
  }

  private void second(Workload workload) {
    seconds++;
    controller.turn();
    WorkloadReport report = drivers.observe(workload);
    if (report.hasSilent()) {
      throw new AssertionError("not all was seen: " + report);
    }
    Observed seen = report.observed(now(), now());
    last = Optional.of(seen);
    accept(new PoolEvent.Observation(seen));
    accept(new PoolEvent.Estimated(estimate(workload)));
    accept(new PoolEvent.Tick());
  }

  private Estimate estimate(Workload workload) {
    List<PlacementCapacity> each =
        workload.placements().stream()
            .map(placement -> new PlacementCapacity(placement.name(), 1, EACH, EACH, 1))
            .toList();
    DemandEstimate demand =
        new DemandEstimate(
            RATE, RATE, RATE, 0, List.of(DemandQuantiles.certain(30, RATE)), 500, 100);
    return new Estimate(
        "web",
        "main",
        now(),
        new Freshness(Duration.ofSeconds(1), ready("h100") + ready("l40s"), 0, false, List.of()),
        new Measure.Inference(
            demand,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            each,
            List.of()));
  }

  private int ready(String placement) {
    return last.stream()
        .flatMap(seen -> seen.placements().stream())
        .filter(status -> status.placement().equals(placement))
        .mapToInt(PlacementStatus::ready)
        .sum();
  }

  private int replicas(String deployment) {
    return Sample.replicas(playground, playground.path("apps/v1", "deployments/" + deployment));
  }

  /// Runs until this holds for a while; returns the least capacity that was ready meanwhile.
  private double until(Workload workload, BooleanSupplier reached) {
    double least = Double.MAX_VALUE;
    for (int turn = 0; turn < 900; turn++) {
      second(workload);
      least = Math.min(least, EACH * (ready("h100") + ready("l40s")));
      if (reached.getAsBoolean()) {
        return least;
      }
    }
    throw new AssertionError(
        "after "
            + seconds
            + " s: "
            + replicas("web-h100")
            + " on h100, "
            + replicas("web-l40s")
            + " on l40s; outcomes "
            + outcomes);
  }

  @Test
  void aPriceFlipShiftsWithoutDroppingBelowTheNeedAndAnAutoscalerIsNotFought() {
    Sample.deployment(playground, "web-h100", 1);
    Sample.deployment(playground, "web-l40s", 0);
    Fleet cheapH100 = declared(2, 4);
    Workload web = web(cheapH100);
    declare(cheapH100, 1);
    until(web, () -> EACH * ready("h100") >= RATE && replicas("web-l40s") == 0);

    Fleet cheapL40s = declared(4, 1);
    declare(cheapL40s, 2);
    double least = until(web, () -> EACH * ready("l40s") >= RATE && replicas("web-h100") == 0);
    assertThat(least)
        .as("requests/s that could be served at the worst moment")
        .isGreaterThanOrEqualTo(RATE);
    assertThat(outcomes).allMatch(one -> one.result() == Outcome.Result.APPLIED);

    Sample.autoscaler(playground, "web-hpa", "web-h100", "{}");
    Sample.scaleByHand(playground, playground.path("apps/v1", "deployments/web-h100"), 2);
    int before = outcomes.size();
    int l40s = replicas("web-l40s");
    declare(declared(1, 4), 3);
    for (int turn = 0; turn < 120; turn++) {
      second(web);
      assertThat(replicas("web-h100")).isEqualTo(2);
    }

    assertThat(last.flatMap(Observed::otherWriter))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .isEqualTo(
                        "Deployment "
                            + playground.namespace
                            + "/web-h100: HorizontalPodAutoscaler web-hpa scales it within 2..9"));
    assertThat(EACH * (ready("l40s") + ready("h100"))).isGreaterThanOrEqualTo(RATE);
    assertThat(outcomes.subList(before, outcomes.size()))
        .allMatch(
            one ->
                one.result() == Outcome.Result.FAILED
                    && one.detail().contains("HorizontalPodAutoscaler web-hpa"));
    assertThat(replicas("web-l40s")).isEqualTo(l40s);
  }
}
