package io.rheostat.contest.training.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.world.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The shipped scenario with the published workload.
final class SharedPoolTest {
  private static SharedPool pool;

  @BeforeAll
  static void read() throws IOException {
    Path data = Path.of(System.getProperty("rheostat.shared.data", ""));
    assumeTrue(
        Files.isDirectory(data.resolve("traces/servegen")),
        "no public traces; set rheostat.shared.data to the folder of real data");
    Path home = Path.of(System.getProperty("rheostat.root", ".."));
    pool = SharedPool.read(home, data);
  }

  private static Workload job(Scenario world, String name) {
    return Objects.requireNonNull(world.fleet().workloads().get(name));
  }

  private static Map<String, Integer> devices(Scenario world, String pool) {
    return Objects.requireNonNull(world.fleet().pools().get(pool)).devices();
  }

  @Test
  void onePoolHasTheServiceAndEveryJob() {
    Scenario world = pool.world(0);

    assertThat(world.fleet().pools()).containsOnlyKeys("shared");
    assertThat(devices(world, "shared")).isEqualTo(Map.of("t4", 64));
    assertThat(world.fleet().workloads()).hasSize(161).containsKey("chat-8b");
    assertThat(world.declaredAt("chat-8b")).isEqualTo(world.start());
    assertThat(world.declaredAt("cifar10-0")).isEqualTo(world.start().plusSeconds(107));
  }

  @Test
  void aSplitGivesEachAPoolOfItsOwn() {
    Scenario world = pool.world(24);

    assertThat(devices(world, "shared")).isEqualTo(Map.of("t4", 24));
    assertThat(devices(world, "training")).isEqualTo(Map.of("t4", 40));
    assertThat(job(world, "cifar10-0").pool()).isEqualTo("training");
    assertThat(job(world, "chat-8b").pool()).isEqualTo("shared");
  }

  @Test
  void aJobIsDeclaredAsItsApplicationIs() {
    Workload cifar = job(pool.world(0), "cifar10-0");
    Objective.Training work = (Objective.Training) cifar.objective();

    // 39,063 iterations of 128 samples (../shared/training.md, section 6).
    assertThat(work.samples() / work.initialBatch()).isBetween(39_062.0, 39_064.0);
    assertThat(work.initialBatch()).isEqualTo(128);
    assertThat(work.elastic().orElseThrow().profile()).contains("cifar10");
    assertThat(cifar.bounds().minReplicas()).isZero();
    assertThat(job(pool.world(0), "ncf-5").bounds().maxReplicas()).isEqualTo(1);
  }
}
