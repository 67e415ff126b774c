package io.rheostat.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.discovery.ScrapeTarget;
import io.rheostat.ingest.exposition.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class ScrapeSlotsTest {
  @Property(tries = 300)
  void theNextSlotIsAheadByAtMostOneInterval(
      @ForAll @LongRange(min = 1000, max = 100_000) long interval,
      @ForAll @LongRange(min = 0, max = 999) long offset,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long now) {
    Instant time = Instant.ofEpochMilli(now);

    Instant next = new ScrapeSlots(interval, offset).after(time);

    assertThat(next).isAfter(time).isBeforeOrEqualTo(time.plusMillis(interval));
    assertThat((next.toEpochMilli() - offset) % interval).isZero();
  }

  @Test
  void manyTargetsSpreadOverTheInterval() {
    Set<Long> tenths =
        IntStream.range(0, 1000)
            .mapToObj(port -> URI.create("http://10.0.0.1:" + (8000 + port) + "/metrics"))
            .map(ScrapeSlotsTest::target)
            .map(target -> ScrapeSlots.of(target).offsetMillis() / 1000)
            .collect(Collectors.toSet());

    assertThat(tenths).hasSize(10);
  }

  private static ScrapeTarget target(URI page) {
    return new ScrapeTarget(page, Labels.EMPTY, Duration.ofSeconds(10), Duration.ofSeconds(1));
  }
}
