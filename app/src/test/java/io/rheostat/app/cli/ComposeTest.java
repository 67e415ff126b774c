package io.rheostat.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.fleet.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of docker-compose.yml, without an engine to run them.
final class ComposeTest {
  private static final Pattern MOUNT = Pattern.compile("- \\./([^:]+):");
  private static final String TOKENS = "/secrets/tokens.txt";

  @TempDir private Path folder;

  @Test
  void everythingThatIsMountedIsThere() throws Exception {
    Matcher mounts = MOUNT.matcher(Files.readString(Shipped.root().resolve("docker-compose.yml")));
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (mounts.find()) {
      found++;
      if (!Files.exists(Shipped.root().resolve(mounts.group(1)))) {
        missing.add(mounts.group(1));
      }
    }
    assertThat(found).isPositive();
    assertThat(missing).isEmpty();
  }

  @Test
  void theConfigurationIsSoundAndItsServiceIsResized() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens.txt"), "compose " + "x".repeat(32));
    Path config = copy(Shipped.root().resolve("config/examples/compose"), tokens);

    Configuration configuration =
        ConfigLoader.load(config, Shipped.root().resolve("config/signals"));

    assertThat(configuration.fleet().workloads().values())
        .hasSize(1)
        .allMatch(workload -> workload.mode() == Mode.ACT);
    assertThat(configuration.ingest().listen().getAddress().isAnyLocalAddress()).isTrue();
  }

  /// A copy whose tokens lie elsewhere.
  private Path copy(Path from, Path tokens) throws IOException {
    Path to = folder.resolve("config");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.writeString(target, Files.readString(file).replace(TOKENS, tokens.toString()));
      }
    }
    return to;
  }
}
