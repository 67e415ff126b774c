package io.rheostat.contest.baseline;

import io.rheostat.contest.baseline.inference.DynamoSla;
import io.rheostat.contest.baseline.inference.LlmdWva;
import io.rheostat.contest.baseline.inference.SloKeda;
import io.rheostat.contest.baseline.inference.WvaAnalyzer;
import io.rheostat.contest.baseline.inference.WvaModel;
import io.rheostat.contest.baseline.inference.WvaSaturation;
import io.rheostat.contest.baseline.inference.WvaTokens;
import io.rheostat.contest.baseline.service.ServiceFacts;
import java.time.Duration;
import java.util.List;

/// Families made for language models: llm-d's and Dynamo's.
///
/// Their shipped settings are their projects'; limits are the service's own. Grids vary the
/// thresholds recommended for tuning by their guides.
final class InferenceFamilies {
  /// Stabilisation of llm-d's HPAs: none as shipped, or the five minutes of Kubernetes.
  private static final List<Duration> DOWN = Grid.seconds(0, 300);

  private final ServiceFacts facts;

  InferenceFamilies(ServiceFacts facts) {
    this.facts = facts;
  }

  private LlmdWva wva(WvaAnalyzer analyzer, Duration down) {
    return new LlmdWva(facts.variants(), facts.bounds(), analyzer, down);
  }

  PolicyFamily wvaSaturation() {
    Grid grid = new Grid("llmd-wva-v1");
    for (double kv : new double[] {0.65, 0.8}) {
      for (double spare : new double[] {0.1, 0.2, 0.3, 0.4}) {
        WvaSaturation.Settings settings = new WvaSaturation.Settings(kv, 5, spare, 3);
        for (Duration down : DOWN) {
          grid.add(
              "kv=%s,spare=%s,down=%s".formatted(Grid.text(kv), Grid.text(spare), Grid.text(down)),
              () -> wva(new WvaSaturation(settings), down));
        }
      }
    }
    return grid.family(
        "llm-d's variant autoscaler, saturation of KV cache and queue",
        () -> wva(new WvaSaturation(WvaSaturation.Settings.SHIPPED), Duration.ZERO));
  }

  PolicyFamily wvaTokens() {
    Grid grid = new Grid("llmd-wva-v2");
    for (double up : new double[] {0.4, 0.55, 0.7, 0.85}) {
      for (double share : new double[] {0.6, 0.82}) {
        WvaTokens.Settings settings = new WvaTokens.Settings(0.80, 5, up, up * share);
        for (Duration down : DOWN) {
          grid.add(
              "up=%s,below=%s,down=%s"
                  .formatted(Grid.text(up), Grid.text(settings.down()), Grid.text(down)),
              () -> wva(new WvaTokens(settings, facts), down));
        }
      }
    }
    return grid.family(
        "llm-d's variant autoscaler, capacity in tokens",
        () -> wva(new WvaTokens(WvaTokens.Settings.SHIPPED, facts), Duration.ZERO));
  }

  PolicyFamily wvaModel() {
    Grid grid = new Grid("llmd-model");
    for (double share : new double[] {0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1}) {
      for (Duration down : DOWN) {
        grid.add(
            "limits=" + Grid.text(share) + ",down=" + Grid.text(down),
            () -> model(new WvaModel.Settings(share), down));
      }
    }
    return grid.family(
        "llm-d's variant autoscaler, a queueing model of the engine",
        () -> model(WvaModel.Settings.SHIPPED, Duration.ZERO));
  }

  private LlmdWva model(WvaModel.Settings settings, Duration down) {
    return new LlmdWva(
        List.of(facts.scaled()), facts.bounds(), new WvaModel(facts, settings), down);
  }

  PolicyFamily sloKeda() {
    Grid grid = new Grid("llmd-slo-keda");
    for (double up : new double[] {0.3, 0.45, 0.55, 0.7}) {
      for (double share : new double[] {0.5, 0.73}) {
        for (Duration down : Grid.seconds(60, 180)) {
          SloKeda.Settings settings =
              new SloKeda.Settings(
                  up, up * share, SloKeda.Settings.behavior(down, Duration.ofMinutes(2)));
          grid.add(
              "up=%s,down=%s,window=%s"
                  .formatted(Grid.text(up), Grid.text(settings.down()), Grid.text(down)),
              () -> new SloKeda(facts.deployment(), facts.slo(), settings));
        }
      }
    }
    return grid.family(
        "llm-d's SLO-aware scaling with KEDA on P90 TTFT and TPOT",
        () -> new SloKeda(facts.deployment(), facts.slo(), SloKeda.Settings.SHIPPED));
  }

  PolicyFamily dynamo() {
    DynamoSla.Settings shipped = DynamoSla.Settings.of(facts.slo());
    Grid grid = new Grid("dynamo-sla");
    for (double limits : new double[] {0.15, 0.2, 0.25, 0.3, 0.5}) {
      for (double sensitivity : new double[] {0.5, 0.8, 0.95}) {
        DynamoSla.Settings settings =
            new DynamoSla.Settings(shipped.ttft() * limits, shipped.itl() * limits, sensitivity);
        grid.add(
            "limits=" + Grid.text(limits) + ",sensitivity=" + Grid.text(sensitivity),
            () -> new DynamoSla(facts, settings));
      }
    }
    return grid.family(
        "Dynamo's planner on fitted iteration times, aggregated engines",
        () -> new DynamoSla(facts, shipped));
  }
}
