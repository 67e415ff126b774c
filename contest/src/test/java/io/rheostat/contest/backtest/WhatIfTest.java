package io.rheostat.contest.backtest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rheostat.contest.history.RecordedHalfHour;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WhatIfTest {
  private static final Fleet FLEET = new RecordedHalfHour(1).history().fleet();

  private static WhatIf setting(String key, String value) {
    return new WhatIf(
        new TreeMap<>(Map.of(key, value)),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        OptionalDouble.empty());
  }

  private static Workload chat(Fleet fleet) {
    return requireNonNull(fleet.workloads().get("chat"));
  }

  private static Objective.Inference objective(Fleet fleet) {
    return (Objective.Inference) chat(fleet).objective();
  }

  @Test
  void everyKeySetsItsValue() {
    assertThat(chat(setting("chat.bounds.minReplicas", "3").apply(FLEET)).bounds().minReplicas())
        .isEqualTo(3);
    assertThat(chat(setting("chat.bounds.maxReplicas", "12").apply(FLEET)).bounds().maxReplicas())
        .isEqualTo(12);
    assertThat(
            objective(setting("chat.objective.slo.ttft", "1500ms").apply(FLEET))
                .slo()
                .timeToFirstToken())
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(
            objective(setting("chat.objective.slo.tpot", "0.05s").apply(FLEET))
                .slo()
                .timePerOutputToken())
        .isEqualTo(Duration.ofMillis(50));
    assertThat(
            objective(setting("chat.objective.slo.attainment", "95%").apply(FLEET))
                .slo()
                .attainment())
        .isEqualTo(0.95);
    assertThat(
            objective(setting("chat.objective.value.perThousandGoodRequests", "5 USD").apply(FLEET))
                .usdPerGoodRequest())
        .isEqualTo(0.005);
  }

  @Test
  void pricesBudgetsDevicesAndAlphaAreTheFleets() {
    Fleet changed =
        new WhatIf(
                new TreeMap<>(),
                new TreeMap<>(Map.of("h100-sxm", 2.1)),
                new TreeMap<>(Map.of("pool", 80.0)),
                new TreeMap<>(Map.of("l40s", 0, "pool/h100-sxm", 4)),
                OptionalDouble.of(2))
            .apply(FLEET);

    assertThat(requireNonNull(changed.devices().get("h100-sxm")).rates().perDeviceUsd())
        .isEqualTo(2.1);
    var pool = requireNonNull(changed.pools().get("pool"));
    assertThat(pool.budgetUsdPerHour()).hasValue(80);
    assertThat(pool.count("l40s")).isZero();
    assertThat(pool.count("h100-sxm")).isEqualTo(4);
    assertThat(pool.alpha()).isEqualTo(2);
  }

  @Test
  void whatIsOnlyObservedActsInABacktest() {
    TreeMap<String, Workload> observed = new TreeMap<>(FLEET.workloads());
    observed.replaceAll((_, one) -> one.with(Mode.OBSERVE));
    Fleet fleet = FLEET.withWorkloads(observed);

    assertThat(chat(WhatIf.AS_DECLARED.apply(fleet)).mode()).isEqualTo(Mode.ACT);
  }

  @Test
  void whatCannotBeIsRefusedWithTheOptionAndTheRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting("chta.bounds.maxReplicas", "2").apply(FLEET))
        .withMessage("--set names \"chta\". The section has chat, resnet50.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting("chat.bounds.most", "2").apply(FLEET))
        .withMessageContaining("--set chat.bounds.most")
        .withMessageContaining("bounds.maxReplicas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting("chat.bounds.maxReplicas", "many").apply(FLEET))
        .withMessageContaining("--set chat.bounds.maxReplicas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting("chat.bounds.maxReplicas", "0").apply(FLEET))
        .withMessageContaining("--set chat.bounds.maxReplicas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting("resnet50.objective.slo.ttft", "1s").apply(FLEET))
        .withMessageContaining("no inference service");
  }
}
