package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.scenario.TroubleLimits;
import io.rheostat.config.scenario.TroubleSource;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubleLoaderTest {
  @TempDir Path directory;

  private TroubleFile load(String spec) throws ConfigException {
    Path file = directory.resolve("mine.yaml");
    try {
      Files.writeString(directory.resolve("steady.yaml"), "");
      Files.writeString(
          file,
          "kind: Trouble\nmetadata: {name: mine}\nspec:\n  scenarios: [steady.yaml]\n"
              + spec.indent(2));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return TroubleLoader.load(file);
  }

  private String refused(String spec) {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> load(spec)).getMessage());
  }

  @Test
  void severalTroublesOfOneFileAreReadInOrder() throws ConfigException {
    TroubleFile file =
        load(
            """
            troubles:
              - metricsOutage: {from: 20m, for: 10m, share: 40%, newcomers: no, returnsWithin: 20s}
              - pushedMetrics: {}
              - counterGlitch: {at: 5m, by: -3}
              - noTimestamp: {from: 1m, for: 2m}
            """);
    var outage = new TroubleSource.Span(Duration.ofMinutes(20), Duration.ofMinutes(10));
    assertThat(file.troubles())
        .hasSize(4)
        .startsWith(
            new TroubleSource.MetricsOutage(outage, 0.4, false, Duration.ofSeconds(20)),
            new TroubleSource.PushedMetrics(),
            new TroubleSource.CounterGlitch(
                new TroubleSource.Span(Duration.ofMinutes(5), Duration.ZERO), -3));
    assertThat(file.limits()).isEqualTo(TroubleLimits.LOOSEST);
  }

  @Test
  void limitsMayBeTightened() throws ConfigException {
    TroubleFile file =
        load(
            """
            troubles: [{upgrade: {at: 5m}}]
            limits: {secondsBelowNeed: 10s, excess: 5%, healthReported: yes}
            """);
    assertThat(file.limits().secondsBelowNeed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(file.limits().excessShare()).isEqualTo(0.05);
    assertThat(file.limits().recovery()).isEqualTo(TroubleLimits.LOOSEST.recovery());
    assertThat(file.limits().healthReported()).isTrue();
  }

  @Test
  void aLooserLimitIsRefusedAtItsLineWithTheLoosestThatIsAllowed() {
    String problem =
        refused(
            """
            troubles: [{upgrade: {at: 5m}}]
            limits: {secondsBelowNeed: 31s, excess: 16%, recovery: 121s}
            """);
    assertThat(problem)
        .contains("mine.yaml:6")
        .contains("spec.limits.secondsBelowNeed", "Write 30s or less")
        .contains("spec.limits.excess", "Write 15% or less")
        .contains("spec.limits.recovery", "Write 120s or less");
  }

  @Test
  void aTroubleThatIsNotKnownIsRefusedByItsKey() {
    assertThat(refused("troubles: [{metricOutage: {from: 1m, for: 1m}}]\n"))
        .contains("mine.yaml:5", "metricOutage");
  }

  @Test
  void aScenarioThatIsNotThereIsRefused() throws IOException {
    Path file = directory.resolve("lost.yaml");
    Files.writeString(
        file,
        """
        kind: Trouble
        metadata: {name: lost}
        spec:
          scenarios: [nowhere.yaml]
          troubles: [{upgrade: {at: 5m}}]
        """);
    assertThat(catchThrowableOfType(ConfigException.class, () -> TroubleLoader.load(file)))
        .hasMessageContaining("lost.yaml:4")
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void everyShippedTroubleIsReadAndNamedAsItsFile() throws IOException, ConfigException {
    try (Stream<Path> files = Files.list(Shipped.config("troubles"))) {
      List<Path> shipped = files.filter(path -> path.toString().endsWith(".yaml")).toList();
      assertThat(shipped).hasSizeGreaterThan(5);
      for (Path path : shipped) {
        TroubleFile file = TroubleLoader.load(path);
        assertThat(path.getFileName()).hasToString(file.name() + ".yaml");
        for (String scenario : file.scenarios()) {
          assertThat(ScenarioLoader.load(path.resolveSibling(scenario), Shipped.config("signals")))
              .isNotNull();
        }
      }
    }
  }
}
