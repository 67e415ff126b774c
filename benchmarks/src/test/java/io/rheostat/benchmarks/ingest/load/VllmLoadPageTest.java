package io.rheostat.benchmarks.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class VllmLoadPageTest {
  private static final LoadReplica REPLICA = new LoadReplica(123);

  private static List<LoadSeries> named(String suffix) {
    return VllmLoadPage.SERIES.stream().filter(series -> series.name().endsWith(suffix)).toList();
  }

  private static double value(LoadSeries series, long round) {
    return series.course().at(REPLICA, round);
  }

  @Test
  void hasSixtySeriesWithTwoHistogramsOfTwentyTwoAndNineteenBuckets() {
    assertThat(VllmLoadPage.SERIES).hasSize(60);
    assertThat(named("first_token_seconds_bucket")).hasSize(22);
    assertThat(named("output_token_seconds_bucket")).hasSize(19);
  }

  @Test
  void countersNeverFallAndMostOfThemGrow() {
    List<LoadSeries> counters =
        VllmLoadPage.SERIES.stream()
            .filter(series -> !series.name().matches(".*(running|waiting|perc)"))
            .toList();
    assertThat(counters).hasSize(57);
    for (long round = 0; round < 9_000; round++) {
      for (LoadSeries series : counters) {
        assertThat(value(series, round + 1)).isGreaterThanOrEqualTo(value(series, round));
      }
    }
    assertThat(counters)
        .filteredOn(one -> value(one, 9_000) > value(one, 0))
        .hasSizeGreaterThan(45);
  }

  @Test
  void bucketsAreCumulativeAndEndInTheCount() {
    for (String family : List.of("first_token_seconds", "output_token_seconds")) {
      List<LoadSeries> buckets = named(family + "_bucket");
      for (int i = 1; i < buckets.size(); i++) {
        assertThat(value(buckets.get(i), 55)).isGreaterThanOrEqualTo(value(buckets.get(i - 1), 55));
      }
      assertThat(value(buckets.getLast(), 55))
          .isEqualTo(value(named(family + "_count").getFirst(), 55));
      assertThat(value(buckets.get(buckets.size() / 2), 55)).isPositive();
    }
  }

  @Test
  void gaugesVaryWithinTheirRange() {
    LoadSeries usage = named("cache_usage_perc").getFirst();

    List<Double> values = LongStream.range(0, 50).mapToObj(round -> value(usage, round)).toList();

    assertThat(values).allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
    assertThat(values.stream().distinct()).hasSizeGreaterThan(40);
  }
}
