package io.rheostat.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.option.NetValue;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.model.resource.Sharding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Sizing of a model of 32 billion weights on a large and a small device.
class ServiceSizingTest {
  private static final Device LARGE = device("large", 80, 3.35e12, 989e12, 1978e12, 3);
  private static final Device SMALL = device("small", 24, 0.3e12, 121e12, 0, 1);
  private static final Demand DEMAND = new Demand(20, 1000, 200);

  private static Device device(
      String name, double gib, double bandwidth, double flops, double fp8, double usd) {
    return new Device(
        name,
        gib * (1L << 30),
        bandwidth,
        flops,
        new CostRates(0, usd, 0.01, 0.001),
        OptionalDouble.empty(),
        new ReducedPrecision(fp8, 0),
        Optional.of(new DeviceLinks(450e9, 50e9, 4)));
  }

  private static SizingRequest request(int maxReplicas, Set<Precision> precisions) {
    return new SizingRequest(
        new ModelShape(
            32.8e9,
            64,
            8,
            128,
            Precision.BF16,
            Optional.empty(),
            Sharding.NONE,
            Optional.of(new Architecture(5120, 64, 151_936, 0, true, Optional.empty()))),
        ServingEngine.VLLM,
        DEMAND,
        0,
        new Objective.Inference(
            new Slo(Duration.ofSeconds(2), Duration.ofMillis(100), 0.99),
            0.004,
            Optional.of(DEMAND)),
        new NetValue(1, 1),
        new SizingRequest.Limits(
            8, maxReplicas, precisions, Map.of(Precision.FP8, new Quality(0.5, "test")), 0));
  }

  private static SizedService find(List<SizedService> sized, String name) {
    return sized.stream().filter(each -> each.kind().name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void kindsStayWithinANode() {
    List<SizedService> sized = ServiceSizing.of(request(100, Set.of()), List.of(LARGE));

    assertThat(sized.stream().map(each -> each.kind().name()))
        .containsExactlyInAnyOrder(
            "large", "large-tp2", "large-tp4", "large-pp2", "large-pp4", "large-tp2-pp2");
  }

  @Test
  void replicasServeTheDemandAndNoMoreThanNeeded() {
    for (SizedService each : ServiceSizing.of(request(100, Set.of()), List.of(LARGE))) {
      double capacity = each.serving().orElseThrow().requestsPerSecond();
      assertThat(each.isFeasible()).isTrue();
      assertThat(each.replicas() * capacity).isGreaterThanOrEqualTo(20);
      assertThat((each.replicas() - 1) * capacity).isLessThan(20.5);
    }
  }

  @Test
  void worthByHand() {
    SizedService pair = find(ServiceSizing.of(request(100, Set.of()), List.of(LARGE)), "large-tp2");
    SizedService.Worth worth = pair.worth();

    assertThat(worth.performance()).isEqualTo(20);
    assertThat(worth.valueUsdPerHour()).isCloseTo(20 * 3600 * 0.004, within(1e-9));
    assertThat(worth.usdPerHour())
        .isCloseTo(
            pair.replicas()
                * (2 * 3 + 0.01 * pair.host().memoryGib() + 0.001 * pair.host().diskGib()),
            within(1e-9));
    assertThat(worth.netUsdPerHour())
        .isCloseTo(worth.valueUsdPerHour() - worth.usdPerHour(), within(1e-9));
  }

  @Test
  void theBestComesFirst() {
    List<SizedService> sized = ServiceSizing.of(request(100, Set.of()), List.of(LARGE, SMALL));

    List<Double> net =
        sized.stream()
            .filter(SizedService::isFeasible)
            .map(each -> each.worth().netUsdPerHour())
            .toList();
    assertThat(net).isSortedAccordingTo((left, right) -> Double.compare(right, left));
  }

  @Test
  void weightsThatDoNotFitAreRefusedWithTheNearestThatDoes() {
    SizedService alone =
        find(ServiceSizing.of(request(100, Set.of()), List.of(SMALL)), "small-tp2");

    assertThat(alone.refusal().orElseThrow())
        .startsWith("weights take 61 GiB and one request 0.3 GiB of 2 x 24 GiB.")
        .endsWith(" small-tp4 works.");
  }

  @Test
  void tooFewReplicasAreRefusedWithWhatTheyServe() {
    SizedService pair = find(ServiceSizing.of(request(1, Set.of()), List.of(LARGE)), "large-tp2");

    assertThat(pair.refusal().orElseThrow())
        .startsWith("1 replicas serve ")
        .contains("of 20.00 requests/s, headroom included.");
  }

  @Test
  void qualityScalesValue() {
    List<SizedService> sized =
        ServiceSizing.of(request(100, Set.of(Precision.BF16, Precision.FP8)), List.of(LARGE));

    assertThat(find(sized, "large-fp8").worth().valueUsdPerHour())
        .isCloseTo(20 * 3600 * 0.004 * 0.5, within(1e-9));
  }

  @Test
  void aPrecisionThatADeviceDoesNotMultiplyIsNotLookedAt() {
    assertThat(ServiceSizing.of(request(100, Set.of(Precision.FP8)), List.of(SMALL))).isEmpty();
  }
}
