package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Prices of scarce devices, as decisions tell them.
class ShadowPricesTest {
  private final PlanHost host = new PlanHost();

  /// Two services of a pool that each take eight replicas, a minute later.
  private ShadowPrices prices(int devices) {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", devices))));
    List<Workload> services =
        List.of(
            Given.service("chat", "main", Given.bounds(1, 40), Given.placement("big", "h100")),
            Given.service("code", "main", Given.bounds(1, 40), Given.placement("big", "h100")));
    for (Workload service : services) {
      host.declare(Given.declare(1, service));
      host.observed(service, Generation.NONE, Given.running("big", 2));
    }
    Optional<ShadowPrices> newest = Optional.empty();
    for (int second = 1; second <= 90; second++) {
      host.at(second);
      for (Workload service : services) {
        host.estimate(Given.estimate(service, host.now(), Given.fresh(2), 8, 1));
      }
      for (PlanEffect effect : host.tick()) {
        if (effect instanceof PlanEffect.Decided(var decision)) {
          newest = decision.rationale().evidence().flatMap(one -> one.prices());
        }
      }
    }
    return newest.orElseThrow();
  }

  @Test
  void aDeviceThatIsScarceHasAPrice() {
    ShadowPrices prices = prices(6);

    assertThat(prices.perDevice()).containsOnlyKeys("h100");
    assertThat(prices.perDevice().get("h100")).isPositive();
  }

  @Test
  void whereThereIsEnoughItHasNone() {
    assertThat(prices(60).perDevice()).isEqualTo(Map.of("h100", 0.0));
  }
}
