package io.rheostat.contest.baseline;

import io.rheostat.contest.baseline.general.AibrixApa;
import io.rheostat.contest.baseline.general.Headroom;
import io.rheostat.contest.baseline.general.Hpa;
import io.rheostat.contest.baseline.general.HpaBehavior;
import io.rheostat.contest.baseline.general.Kpa;
import io.rheostat.contest.baseline.general.RayServe;
import io.rheostat.contest.baseline.general.StaticCount;
import io.rheostat.contest.baseline.general.StepHeadroom;
import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.PodMetric;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.model.fleet.Bounds;
import java.time.Duration;
import java.util.List;

/// Families independent of the engine: a fixed count, head-room over the rate, and the autoscalers
/// of Kubernetes, Knative, Ray and AIBrix.
///
/// Where a project ships no target for such a service, the shipped one is 70 % of a replica's batch
/// at its capacity, in whole requests: the usual rule for utilisation, applied to a measured
/// capacity. Ray's shipped target of 2 and Knative's of 70 are defaults for other work. Grids go
/// from 25 % to 90 %.
final class GeneralFamilies {
  private static final double USUAL = 0.7;
  private static final double[] SHARES = {0.25, 0.4, 0.55, 0.7, 0.9};
  private static final int STATIC_POINTS = 16;

  private final ServiceFacts facts;
  private final Deployment deployment;
  private final double capacity;

  GeneralFamilies(ServiceFacts facts) {
    this.facts = facts;
    this.deployment = facts.deployment();
    this.capacity = facts.scaled().requestsPerSecond();
  }

  private double target(double share) {
    return StrictMath.max(1, StrictMath.round(share * facts.batch()));
  }

  PolicyFamily fixed() {
    Bounds bounds = facts.bounds();
    Grid grid = new Grid("static");
    int least = StrictMath.max(1, bounds.minReplicas());
    int step = (bounds.maxReplicas() - least) / STATIC_POINTS + 1;
    for (int count = bounds.maxReplicas(); count >= least; count -= step) {
      int replicas = count;
      grid.add("n=" + replicas, () -> new StaticCount(deployment, replicas));
    }
    return grid.family(
        "a fixed count; the most that is allowed unless said",
        () -> new StaticCount(deployment, bounds.maxReplicas()));
  }

  PolicyFamily headroom() {
    Grid grid = new Grid("headroom");
    for (double spare : new double[] {0, 0.5, 1, 1.5, 2, 3, 4}) {
      for (Duration down : Grid.seconds(60, 300)) {
        spare(grid, spare, down);
      }
    }
    for (double spare : new double[] {2, 4}) {
      spare(grid, spare, Duration.ofMinutes(15));
    }
    for (double factor : new double[] {1.1, 1.25, 1.5, 2}) {
      for (Duration down : Grid.seconds(60, 900)) {
        Headroom.Settings settings =
            new Headroom.Settings(factor, 0, down, Headroom.Settings.SHIPPED.window());
        grid.add(
            "factor=" + Grid.text(factor) + ",down=" + Grid.text(down),
            () -> new Headroom(deployment, capacity, settings));
      }
    }
    return grid.family(
        "rate over capacity and something to spare",
        () -> new Headroom(deployment, capacity, Headroom.Settings.SHIPPED));
  }

  private void spare(Grid grid, double spare, Duration down) {
    Headroom.Settings settings =
        new Headroom.Settings(1, spare, down, Headroom.Settings.SHIPPED.window());
    grid.add(
        "spare=" + Grid.text(spare) + ",down=" + Grid.text(down),
        () -> new Headroom(deployment, capacity, settings));
  }

  PolicyFamily stepHeadroom() {
    Grid grid = new Grid("headroom-step");
    for (double factor : new double[] {0.5, 0.7, 1, 1.5}) {
      for (Duration down : Grid.seconds(60, 300, 900)) {
        StepHeadroom.Settings settings =
            new StepHeadroom.Settings(factor, 0.5, Duration.ofHours(1), down);
        grid.add(
            "factor=" + Grid.text(factor) + ",down=" + Grid.text(down),
            () -> new StepHeadroom(deployment, capacity, settings));
      }
    }
    return grid.family(
        "rate over capacity and as much to spare as the largest recent step",
        () -> new StepHeadroom(deployment, capacity, StepHeadroom.Settings.SHIPPED));
  }

  PolicyFamily hpaRunning() {
    Grid grid = new Grid("hpa");
    for (double share : SHARES) {
      for (Duration down : Grid.seconds(60, 300, 600)) {
        hpa(grid, PodMetric.RUNNING, target(share), down);
      }
    }
    Hpa.Settings shipped = new Hpa.Settings(PodMetric.RUNNING, target(USUAL), HpaBehavior.SHIPPED);
    return grid.family(
        "Kubernetes HPA on running requests per pod", () -> new Hpa(deployment, shipped));
  }

  PolicyFamily hpaWaiting() {
    Grid grid = new Grid("hpa-waiting");
    for (double target : new double[] {1, 2, 5, 10, 20}) {
      for (Duration down : Grid.seconds(60, 300, 600)) {
        hpa(grid, PodMetric.WAITING, target, down);
      }
    }
    return grid.family(
        "Kubernetes HPA on waiting requests per pod, 5 as in vLLM's production stack",
        () -> new Hpa(deployment, Hpa.Settings.WAITING));
  }

  private void hpa(Grid grid, PodMetric metric, double target, Duration down) {
    Hpa.Settings settings = new Hpa.Settings(metric, target, HpaBehavior.downAfter(down));
    grid.add(
        "target=" + Grid.text(target) + ",down=" + Grid.text(down),
        () -> new Hpa(deployment, settings));
  }

  PolicyFamily kpa() {
    Grid grid = new Grid("kpa");
    for (double share : SHARES) {
      for (Duration stable : Grid.seconds(30, 60, 300)) {
        Kpa.Settings settings = new Kpa.Settings(target(share), stable);
        grid.add(
            "target=" + Grid.text(settings.target()) + ",window=" + Grid.text(stable),
            () -> new Kpa(deployment, settings));
      }
    }
    Kpa.Settings shipped = new Kpa.Settings(target(USUAL), Kpa.Settings.STABLE);
    return grid.family(
        "Knative's pod autoscaler on concurrency", () -> new Kpa(deployment, shipped));
  }

  PolicyFamily rayServe() {
    Grid grid = new Grid("ray-serve");
    for (double share : SHARES) {
      for (Duration down : Grid.seconds(60, 300, 600)) {
        RayServe.Settings settings = ray(target(share), down);
        grid.add(
            "target=" + Grid.text(settings.target()) + ",down=" + Grid.text(down),
            () -> new RayServe(deployment, settings));
      }
    }
    RayServe.Settings shipped = ray(target(USUAL), RayServe.Settings.DOWN_DELAY);
    return grid.family(
        "Ray Serve on ongoing requests per replica", () -> new RayServe(deployment, shipped));
  }

  private static RayServe.Settings ray(double target, Duration down) {
    return new RayServe.Settings(
        target, RayServe.Settings.UP_DELAY, down, RayServe.Factors.SHIPPED);
  }

  PolicyFamily aibrix(AibrixApa.Stabilization stabilization) {
    boolean fixed = stabilization == AibrixApa.Stabilization.FIXED;
    Grid grid = new Grid(fixed ? "aibrix-apa-fixed" : "aibrix-apa");
    for (double share : SHARES) {
      for (Duration stable : List.of(Duration.ofMinutes(1), AibrixApa.Settings.STABLE)) {
        AibrixApa.Settings settings = new AibrixApa.Settings(target(share), stable, stabilization);
        grid.add(
            "target=" + Grid.text(settings.target()) + ",window=" + Grid.text(stable),
            () -> new AibrixApa(deployment, settings));
      }
    }
    AibrixApa.Settings shipped =
        new AibrixApa.Settings(target(USUAL), AibrixApa.Settings.STABLE, stabilization);
    return grid.family(
        fixed
            ? "AIBrix APA on running requests, the highest recommendation counts downwards"
            : "AIBrix APA on running requests, the lowest recommendation counts downwards",
        () -> new AibrixApa(deployment, shipped));
  }
}
